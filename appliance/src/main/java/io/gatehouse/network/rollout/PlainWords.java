package io.gatehouse.network.rollout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which setting a daemon's own complaint about a line of its file comes from. */
final class PlainWords {
  private static final String ETC = "etc/gatehouse/";
  private static final Pattern LINE = Pattern.compile("[Ll]ine:? ?([0-9]{1,6})");

  /** Starts of lines, and the settings that they are made of. The first that fits counts. */
  private static final Map<String, List<Map.Entry<String, String>>> ORIGINS =
      Map.of(
          "hostapd.conf",
          List.of(
              Map.entry("interface=", "wifi.radio"),
              Map.entry("country_code=", "wifi.country"),
              Map.entry("channel=", "wifi.channel"),
              Map.entry("hw_mode=", "wifi.channel"),
              Map.entry("ieee80211", "wifi.mode"),
              Map.entry("ssid2=", "wifi.networks, ssid"),
              Map.entry("wpa_passphrase=", "wifi.networks, passphrase"),
              Map.entry("bridge=", "guest.bridge or management.bridge"),
              Map.entry("", "wifi.networks")),
          "dnsmasq-lan.conf",
          List.of(
              Map.entry("dhcp-range=", "firstLease and lastLease of guest or management"),
              Map.entry("interface=", "guest.bridge or management.bridge"),
              Map.entry("listen-address=", "guest.network or management.network"),
              Map.entry("server=", "uplink.resolvers"),
              Map.entry("address=", "management.names or portal.name"),
              Map.entry("host-record=", "management.names or portal.name"),
              Map.entry("", "guest or management")),
          "dnsmasq-gate.conf",
          List.of(
              Map.entry("server=", "garden.names"),
              Map.entry("ipset=", "garden.names"),
              Map.entry("address=", "portal.name"),
              Map.entry("", "garden or guest")),
          "firewall/rules.v4",
          List.of(Map.entry("", "guest, management, uplink or garden")));

  private PlainWords() {}

  /**
   * @param complaint what the root side was told by the program that reads the file
   * @param rendered the files by their paths below {@code /}
   * @return the complaint, with the setting in front where one is found
   */
  static String of(String complaint, Map<String, String> rendered) {
    for (Map.Entry<String, List<Map.Entry<String, String>>> file : ORIGINS.entrySet()) {
      String text = rendered.get(ETC + file.getKey());
      if (text != null && isAbout(complaint, file.getKey())) {
        return line(complaint, text)
            .flatMap(line -> origin(line, file.getValue()))
            .map(setting -> setting + ": " + complaint)
            .orElse(complaint);
      }
    }
    return complaint;
  }

  private static boolean isAbout(String complaint, String file) {
    return switch (file) {
      case "hostapd.conf" -> complaint.contains("pass hostapd");
      case "firewall/rules.v4" -> complaint.contains("iptables-restore");
      default -> complaint.contains(file);
    };
  }

  private static Optional<String> line(String complaint, String text) {
    Matcher number = LINE.matcher(complaint);
    List<String> lines = text.lines().toList();
    return number.find() && Integer.parseInt(number.group(1)) <= lines.size()
        ? Optional.of(lines.get(Math.max(0, Integer.parseInt(number.group(1)) - 1)))
        : Optional.empty();
  }

  private static Optional<String> origin(String line, List<Map.Entry<String, String>> origins) {
    return origins.stream()
        .filter(o -> line.startsWith(o.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
