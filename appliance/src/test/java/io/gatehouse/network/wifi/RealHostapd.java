package io.gatehouse.network.wifi;

import io.gatehouse.platform.process.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the real hostapd takes a file to say: it runs on a copy with the driver that drives nothing,
 * in a network namespace of its own, and is asked over its control socket.
 */
public final class RealHostapd {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Waits for the answer, not for a time: a daemon that refuses the file ends instead. */
  private static final String SCRIPT =
      """
      ip link set lo up
      hostapd "$1/hostapd.conf" >"$1/said" 2>&1 &
      for _ in $(seq 200); do
        [ ! -S "$1/ctl/lo" ] || break
        kill -0 $! 2>/dev/null || break
        sleep 0.02
      done
      hostapd_cli -p "$1/ctl" -s "$1" -i lo get_config 2>/dev/null || cat "$1/said"
      echo --
      hostapd_cli -p "$1/ctl" -s "$1" -i lo status 2>/dev/null
      kill $! 2>/dev/null
      wait
      """;

  private RealHostapd() {}

  /** Differences between what was meant and what the daemon took; empty where there are none. */
  public static List<String> differences(Wifi wifi, String text) {
    List<String> wrong = new ArrayList<>(DecodedHostapd.differences(wifi, text));
    String answer = asked(text);
    Map<String, String> said = new TreeMap<>();
    answer
        .lines()
        .filter(line -> line.contains("="))
        .forEach(line -> said.put(line.replaceFirst("=.*", ""), line.replaceFirst("[^=]*=", "")));
    intended(wifi)
        .forEach(
            (key, value) -> {
              if (!value.equals(said.get(key))) {
                wrong.add("hostapd: " + key + " is " + said.get(key) + ", meant was " + value);
              }
            });
    for (int i = 0; i < wifi.networks().size(); i++) {
      String meant = wifi.networks().get(i).ssid().text();
      String taken =
          said.containsKey("ssid[" + i + "]") ? unescaped(said.get("ssid[" + i + "]")) : "";
      if (!taken.equals(meant)) {
        wrong.add("hostapd: network " + i + " is " + taken + ", meant was " + meant);
      }
    }
    if (!wrong.isEmpty()) {
      wrong.add(answer);
    }
    return wrong;
  }

  private static Map<String, String> intended(Wifi wifi) {
    Map<String, String> all = new TreeMap<>();
    boolean high = wifi.channel() > 14;
    all.put("channel", "" + wifi.channel());
    all.put("ieee80211n", wifi.mode() == Wifi.Mode.G ? "0" : "1");
    all.put("ieee80211ac", high && wifi.mode().compareTo(Wifi.Mode.AC) >= 0 ? "1" : "0");
    all.put("ieee80211ax", wifi.mode() == Wifi.Mode.AX ? "1" : "0");
    Wifi.Security first = wifi.networks().getFirst().security();
    IntendedKeys.of(wifi).stream()
        .filter(entry -> entry.getKey().equals("wpa_key_mgmt"))
        .findFirst()
        .filter(_ -> first != Wifi.Security.OPEN)
        .ifPresent(entry -> all.put("key_mgmt", entry.getValue()));
    return all;
  }

  private static String asked(String text) {
    try {
      Path folder = Files.createTempDirectory("hostapd");
      try {
        String copy =
            text.replaceFirst("(?m)^interface=.*$", "interface=lo")
                .replaceFirst("(?m)^driver=.*$", "driver=none")
                .replaceFirst("(?m)^ctrl_interface=.*$", "ctrl_interface=" + folder + "/ctl")
                .replaceAll("(?m)^bss=wlan0_", "bss=lo_");
        Files.writeString(folder.resolve("hostapd.conf"), copy);
        List<String> argv = List.of("unshare", "-n", "sh", "-c", SCRIPT, "sh", folder.toString());
        return new Command(LIMIT, argv).run().out();
      } finally {
        for (String name : List.of("hostapd.conf", "said", "ctl/lo", "ctl")) {
          Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As hostapd writes names: {@code printf} escapes for what is not plain ASCII. */
  private static String unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        bytes.write(c);
      } else if (text.charAt(i + 1) == 'x') {
        bytes.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        i++;
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
