package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.template.ConfigTemplates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What systemd-networkd and pppd read about the lines to the internet and the VLANs beside them,
 * rendered from settings and nothing else.
 */
public final class UplinkFiles {
  private static final String NETWORKD = "etc/gatehouse/networkd";
  private static final String PEER = "etc/gatehouse/ppp-peer.peb";
  private static final int FIRST_METRIC = 100;
  private static final int SECOND_METRIC = 200;

  private final ConfigTemplates templates;

  public UplinkFiles(ConfigTemplates templates) {
    this.templates = templates;
  }

  /** What networkd is told of one interface: it takes one file for each, so all stands there. */
  private static final class Interface {
    private final List<String> vlans = new ArrayList<>();
    private final Map<String, Object> says = new HashMap<>();

    private Interface(String name) {
      says.put("name", name);
      says.put("vlans", vlans);
      says.put("mode", "");
      says.put("bridge", "");
    }
  }

  /**
   * The files by their path below {@code /}.
   *
   * @param vlans of the first line's wire whose frames are passed on to the air
   */
  public Map<String, String> render(Uplink uplink, Collection<Integer> vlans) {
    Map<String, Interface> interfaces = new TreeMap<>();
    List<Map<String, Object>> devices = new ArrayList<>();
    Map<String, String> files = new TreeMap<>();
    line("uplink", uplink, uplink.first(), FIRST_METRIC, interfaces, devices, files);
    if (uplink.second().exists()) {
      line("second", uplink, uplink.second(), SECOND_METRIC, interfaces, devices, files);
    }
    for (int vlan : new TreeSet<>(vlans)) {
      String bridge = "br-vlan" + vlan;
      String carrier = uplink.first().device() + "." + vlan;
      devices.add(Map.of("name", bridge, "kind", "bridge", "id", 0));
      devices.add(Map.of("name", carrier, "kind", "vlan", "id", vlan));
      at(interfaces, uplink.first().device()).vlans.add(carrier);
      at(interfaces, carrier).says.put("bridge", bridge);
      at(interfaces, bridge);
    }
    List<Map<String, Object>> all = interfaces.values().stream().map(one -> one.says).toList();
    Map<String, Object> values = Map.of("devices", devices, "interfaces", all);
    files.put(NETWORKD, templates.render(NETWORKD + ".peb", values));
    return files;
  }

  private void line(
      String role,
      Uplink uplink,
      Line line,
      int metric,
      Map<String, Interface> interfaces,
      List<Map<String, Object>> devices,
      Map<String, String> files) {
    if (line.mode() == Line.Mode.EXTERNAL) {
      return;
    }
    if (line.vlan() > 0) {
      devices.add(Map.of("name", line.carrier(), "kind", "vlan", "id", line.vlan()));
      at(interfaces, line.device()).vlans.add(line.carrier());
    }
    Map<String, Object> says = at(interfaces, line.carrier()).says;
    says.put("mode", line.mode().name());
    says.put("address", line.address());
    says.put("gateway", line.gateway().map(Ipv4::toString).orElse(""));
    says.put("resolvers", uplink.resolvers());
    says.put("metric", metric);
    if (line.mode() == Line.Mode.PPPOE) {
      Map<String, Object> peer =
          Map.of(
              "carrier", line.carrier(),
              "device", line.outer(role),
              "user", quoted(line.user()),
              "password", quoted(line.password().text()),
              "metric", metric);
      files.put("etc/gatehouse/ppp-" + role, templates.render(PEER, peer));
    }
  }

  private static Interface at(Map<String, Interface> interfaces, String name) {
    return interfaces.computeIfAbsent(name, Interface::new);
  }

  /** As pppd reads words of its option files (pppd(8), "OPTIONS FILES"). */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
