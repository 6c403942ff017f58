package io.gatehouse.network.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.template.ConfigTemplates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever names and passphrases say, the file says what was meant and nothing else. */
class HostapdConfProperties {
  private static final HostapdConf CONF = new HostapdConf(new ConfigTemplates());

  @Provide
  Arbitrary<Wifi> wifi() {
    return WifiDraws.wifi().filter(wifi -> !wifi.networks().isEmpty());
  }

  private static String render(Wifi wifi) {
    Map<String, String> files = CONF.render(wifi, new HostapdConf.Bridges("br-guest", "br-mgmt"));
    return files.get("etc/gatehouse/hostapd.conf");
  }

  /** Keys and values as hostapd's reader splits them, comments left out. */
  private static List<Map.Entry<String, String>> parsed(String text) {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        int equals = line.indexOf('=');
        all.add(Map.entry(line.substring(0, equals), line.substring(equals + 1)));
      }
    }
    return all;
  }

  private static List<Map.Entry<String, String>> intended(Wifi wifi) {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    all.add(Map.entry("interface", "wlan0"));
    all.add(Map.entry("driver", "nl80211"));
    all.add(Map.entry("ctrl_interface", "/run/gatehouse-hostapd"));
    all.add(Map.entry("country_code", wifi.country()));
    all.add(Map.entry("ieee80211d", "1"));
    all.add(Map.entry("hw_mode", wifi.channel() > 14 ? "a" : "g"));
    all.add(Map.entry("channel", "" + wifi.channel()));
    if (wifi.channel() > 14) {
      all.add(Map.entry("ieee80211h", "1"));
    }
    if (wifi.mode() != Wifi.Mode.G) {
      all.add(Map.entry("ieee80211n", "1"));
    }
    if (wifi.mode() == Wifi.Mode.AC) {
      all.add(Map.entry("ieee80211ac", "1"));
    }
    all.add(Map.entry("wmm_enabled", "1"));
    for (int i = 0; i < wifi.networks().size(); i++) {
      Wifi.Network network = wifi.networks().get(i);
      if (i > 0) {
        all.add(Map.entry("bss", "wlan0_" + i));
      }
      byte[] ssid = network.ssid().text().getBytes(StandardCharsets.UTF_8);
      all.add(Map.entry("ssid2", HexFormat.of().formatHex(ssid)));
      all.add(Map.entry("utf8_ssid", "1"));
      all.add(Map.entry("bridge", network.side() == Wifi.Side.GUEST ? "br-guest" : "br-mgmt"));
      all.add(Map.entry("ap_isolate", network.isolated() ? "1" : "0"));
      all.add(Map.entry("ignore_broadcast_ssid", network.hidden() ? "1" : "0"));
      all.add(Map.entry("auth_algs", "1"));
      security(network, all);
    }
    return all;
  }

  private static void security(Wifi.Network network, List<Map.Entry<String, String>> all) {
    if (network.security() == Wifi.Security.OPEN) {
      return;
    }
    all.add(Map.entry("wpa", "2"));
    switch (network.security()) {
      case OWE -> all.add(Map.entry("wpa_key_mgmt", "OWE"));
      case WPA2 -> all.add(Map.entry("wpa_key_mgmt", "WPA-PSK"));
      case WPA3 -> all.add(Map.entry("wpa_key_mgmt", "SAE"));
      default -> all.add(Map.entry("wpa_key_mgmt", "WPA-PSK SAE"));
    }
    all.add(Map.entry("rsn_pairwise", "CCMP"));
    boolean required =
        network.security() == Wifi.Security.OWE || network.security() == Wifi.Security.WPA3;
    all.add(Map.entry("ieee80211w", required ? "2" : "1"));
    if (network.security() == Wifi.Security.WPA2_WPA3) {
      all.add(Map.entry("sae_require_mfp", "1"));
    }
    if (network.security().hasPassphrase()) {
      all.add(Map.entry("wpa_passphrase", network.passphrase().secret()));
    }
  }

  @Property(tries = 300)
  void the_file_holds_the_intended_keys_and_no_others(@ForAll("wifi") Wifi wifi) {
    assertThat(parsed(render(wifi))).isEqualTo(intended(wifi));
  }

  @Property(tries = 40)
  void the_real_daemon_reads_it(@ForAll("wifi") Wifi wifi) throws IOException {
    Path hostapd = Path.of("/usr/sbin/hostapd");
    Assume.that(Files.isExecutable(hostapd));
    Path folder = Files.createTempDirectory("hostapd");
    Path file = folder.resolve("hostapd.conf");
    try {
      Files.writeString(file, render(wifi));
      String said = said(hostapd, file);
      assertThat(said).contains("Could not open configuration file '" + file + ".none'");

      // The control: it does complain of a line that does not belong.
      Files.writeString(file, render(wifi) + "no_such_key=1\n");
      assertThat(said(hostapd, file)).contains("unknown configuration item");
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }

  private static String said(Path hostapd, Path file) {
    List<String> argv = List.of(hostapd.toString(), file.toString(), file + ".none");
    Command.Outcome outcome = new Command(Duration.ofSeconds(20), argv).run();
    return outcome.out() + outcome.err();
  }
}
