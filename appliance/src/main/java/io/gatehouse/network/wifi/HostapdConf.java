package io.gatehouse.network.wifi;

import io.gatehouse.platform.template.ConfigTemplates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The access point's file, rendered from settings and nothing else; none without networks. */
public final class HostapdConf {
  private static final String FILE = "etc/gatehouse/hostapd.conf";

  private final ConfigTemplates templates;

  public HostapdConf(ConfigTemplates templates) {
    this.templates = templates;
  }

  /** The networks that a device can be let into, by their bridges' names. */
  public record Bridges(String guest, String management) {}

  /** The file by its path below {@code /}. */
  public Map<String, String> render(Wifi wifi, Bridges bridges) {
    if (wifi.networks().isEmpty()) {
      return Map.of();
    }
    List<Map<String, Object>> networks = new ArrayList<>();
    for (int i = 0; i < wifi.networks().size(); i++) {
      networks.add(network(wifi, i, bridges));
    }
    Map<String, Object> values = new HashMap<>();
    values.put("radio", wifi.radio());
    values.put("country", wifi.country());
    values.put("channel", wifi.channel());
    values.put("hwMode", wifi.fiveGigahertz() ? "a" : "g");
    values.put("n", wifi.mode() != Wifi.Mode.G);
    values.put("ac", wifi.mode() == Wifi.Mode.AC);
    values.put("fiveGigahertz", wifi.fiveGigahertz());
    values.put("networks", networks);
    return Map.of(FILE, templates.render(FILE + ".peb", values));
  }

  private static Map<String, Object> network(Wifi wifi, int index, Bridges bridges) {
    Wifi.Network network = wifi.networks().get(index);
    boolean guest = network.side() == Wifi.Side.GUEST;
    return Map.of(
        "first",
        index == 0,
        "device",
        wifi.radio() + "_" + index,
        "ssid",
        network.ssid().hex(),
        "bridge",
        guest ? bridges.guest() : bridges.management(),
        "hidden",
        network.hidden() ? 1 : 0,
        "isolated",
        network.isolated() ? 1 : 0,
        "keys",
        keys(network.security()),
        "protection",
        protection(network.security()),
        "transition",
        network.security() == Wifi.Security.WPA2_WPA3,
        "passphrase",
        network.passphrase().secret());
  }

  private static String keys(Wifi.Security security) {
    return switch (security) {
      case OPEN -> "";
      case OWE -> "OWE";
      case WPA2 -> "WPA-PSK";
      case WPA3 -> "SAE";
      case WPA2_WPA3 -> "WPA-PSK SAE";
    };
  }

  /** Protected management frames: 0 off, 1 where the device can, 2 required. */
  private static int protection(Wifi.Security security) {
    return switch (security) {
      case OPEN -> 0;
      case WPA2, WPA2_WPA3 -> 1;
      case OWE, WPA3 -> 2;
    };
  }
}
