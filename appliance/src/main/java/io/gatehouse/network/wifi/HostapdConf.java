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
    Map<String, Object> values = radio(wifi);
    values.put("networks", networks);
    return Map.of(FILE, templates.render(FILE + ".peb", values));
  }

  private static Map<String, Object> radio(Wifi wifi) {
    Channel channel = new Channel(wifi.channel());
    boolean ac = wifi.fiveGigahertz() && wifi.mode().compareTo(Wifi.Mode.AC) >= 0;
    Map<String, Object> values = new HashMap<>();
    values.put("radio", wifi.radio());
    values.put("country", wifi.country());
    values.put("channel", wifi.channel());
    values.put("hwMode", wifi.fiveGigahertz() ? "a" : "g");
    values.put("n", wifi.mode() != Wifi.Mode.G);
    values.put("ac", ac);
    values.put("ax", wifi.mode() == Wifi.Mode.AX);
    values.put("fiveGigahertz", wifi.fiveGigahertz());
    values.put("wide", wifi.width() > 20);
    values.put("otherHalf", channel.otherHalfAbove() ? "+" : "-");
    // hostapd's words for 20 or 40, 80 and 160 MHz; the middle is asked for from 80 MHz on.
    values.put("widthCode", wifi.width() == 160 ? 2 : wifi.width() == 80 ? 1 : 0);
    values.put("middle", wifi.width() >= 80 ? channel.middle(wifi.width()) : 0);
    return values;
  }

  private static Map<String, Object> network(Wifi wifi, int index, Bridges bridges) {
    Wifi.Network network = wifi.networks().get(index);
    Wifi.Security security = network.security();
    Map<String, Object> values = new HashMap<>();
    values.put("first", index == 0);
    values.put("device", index == 0 ? wifi.radio() : wifi.radio() + "_" + index);
    values.put("ssid", network.ssid().hex());
    values.put("bridge", bridge(network, bridges));
    values.put("hidden", network.hidden() ? 1 : 0);
    values.put("isolated", network.isolated() ? 1 : 0);
    values.put("keys", keys(security));
    values.put("protection", protection(security));
    values.put("transition", security == Wifi.Security.WPA2_WPA3);
    values.put("passphrase", network.passphrase().secret());
    values.put("isKey", network.passphrase().isKey());
    values.put(
        "servers",
        security.enterprise()
            ? wifi.radius().stream().map(HostapdConf::server).toList()
            : List.of());
    return values;
  }

  private static Map<String, Object> server(RadiusServer server) {
    return Map.of(
        "address", server.address(),
        "port", server.port(),
        "accountingPort", server.accountingPort(),
        "secret", server.secret().text());
  }

  private static String bridge(Wifi.Network network, Bridges bridges) {
    return switch (network.side()) {
      case GUEST -> bridges.guest();
      case MANAGEMENT -> bridges.management();
      case VLAN -> network.vlanBridge();
    };
  }

  private static String keys(Wifi.Security security) {
    return switch (security) {
      case OPEN -> "";
      case OWE -> "OWE";
      case WPA2 -> "WPA-PSK";
      case WPA3 -> "SAE";
      case WPA2_WPA3 -> "WPA-PSK SAE";
      case WPA2_ENTERPRISE -> "WPA-EAP WPA-EAP-SHA256";
      case WPA3_ENTERPRISE -> "WPA-EAP-SHA256";
    };
  }

  /** Protected management frames: 0 off, 1 where the device can, 2 required. */
  private static int protection(Wifi.Security security) {
    return switch (security) {
      case OPEN -> 0;
      case WPA2, WPA2_WPA3, WPA2_ENTERPRISE -> 1;
      case OWE, WPA3, WPA3_ENTERPRISE -> 2;
    };
  }
}
