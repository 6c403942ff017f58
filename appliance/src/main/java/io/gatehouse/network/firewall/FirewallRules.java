package io.gatehouse.network.firewall;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.address.Ipv4Network;
import io.gatehouse.platform.template.ConfigTemplates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The firewall's files, rendered from settings and nothing else. They name sets, never guests: a
 * login adds an element, not a rule.
 */
public final class FirewallRules {
  /** Where the resolver of guests before login listens. */
  public static final int GATE_DNS_PORT = 10_053;

  /** The sets' largest network; beyond it bitmaps end and shaper classes would collide. */
  public static final int WIDEST_PREFIX = 16;

  /** Connections of one device to the portal at once. */
  private static final int PORTAL_CONNECTIONS = 60;

  /** Connections of all devices to the portal's TLS at once; one has about 40 KB. */
  private static final int TLS_CONNECTIONS = 500;

  /** Connections of one device through the box at once. */
  private static final int GUEST_CONNECTIONS = 1_024;

  /** The table's size at most; an entry has about 300 bytes of the kernel's memory. */
  private static final int MOST_CONNECTIONS = 262_144;

  /** What iptables' multiport takes in one rule. */
  private static final int MOST_PORTS = 15;

  private static final List<String> FILES =
      List.of(
          "etc/gatehouse/firewall/devices",
          "etc/gatehouse/firewall/sets.ipset",
          "etc/gatehouse/firewall/rules.v4",
          "etc/gatehouse/firewall/rules.v6",
          "etc/gatehouse/firewall/rules.bridge",
          "etc/gatehouse/sysctl.conf");

  private final ConfigTemplates templates;

  public FirewallRules(ConfigTemplates templates) {
    this.templates = templates;
  }

  /** The files by their path below {@code /}. */
  public Map<String, String> render(Settings settings) {
    Ipv4Network network = settings.guest().network();
    if (network.prefix() < WIDEST_PREFIX) {
      throw new IllegalArgumentException(
          "a guest network has at most 65,536 addresses, so a prefix of "
              + WIDEST_PREFIX
              + " bits or more");
    }
    Map<String, Object> values =
        Map.ofEntries(
            Map.entry("guests", settings.guest().bridge()),
            Map.entry("management", settings.management().bridge()),
            Map.entry("uplink", settings.uplink().device()),
            Map.entry("uplinks", settings.uplink().devices()),
            Map.entry("second", settings.uplink().secondDevice()),
            Map.entry("downKbps", settings.uplink().first().downKbps()),
            Map.entry("upKbps", settings.uplink().first().upKbps()),
            Map.entry("secondUpKbps", settings.uplink().second().upKbps()),
            Map.entry("network", network),
            Map.entry("managementNetwork", settings.management().network()),
            Map.entry("box", settings.guest().box()),
            Map.entry("gateDns", GATE_DNS_PORT),
            Map.entry("tlsPortal", !settings.portal().publicHost().isEmpty()),
            Map.entry("gardenPorts", gardenPorts(settings.garden())),
            Map.entry("radiusPorts", radiusPorts(settings.radius())),
            Map.entry("dhcpPerMinute", dhcpPerMinute(settings.guest())),
            Map.entry("dhcpBurst", Math.clamp(settings.guest().pool() / 10, 20, 200)),
            Map.entry("portalConnections", PORTAL_CONNECTIONS),
            Map.entry("tlsConnections", TLS_CONNECTIONS),
            Map.entry("guestConnections", GUEST_CONNECTIONS),
            Map.entry("neighbours", Math.max(1_024, settings.guest().pool())),
            Map.entry(
                "connections",
                Math.clamp(64L * settings.guest().pool(), 65_536, MOST_CONNECTIONS)));
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : FILES) {
      files.put(file, templates.render(file + ".peb", values));
    }
    return files;
  }

  /**
   * Messages to the DHCP server that are heard: within the time of a lease before login, fewer than
   * the pool has addresses. One message can cost an address.
   */
  private static long dhcpPerMinute(Settings.GuestNetwork guest) {
    return Math.max(20, guest.pool() * 85L / 100 * 60 / guest.leaseBeforeSeconds());
  }

  /** As multiport takes them; empty where nobody asks the box. The box itself knows who may. */
  private static String radiusPorts(Radius radius) {
    List<Integer> ports = new ArrayList<>();
    if (radius.answers()) {
      ports.add(radius.authenticationPort());
      ports.add(radius.accountingPort());
    }
    if (radius.takesOrders()) {
      ports.add(radius.ordersPort());
    }
    return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** As multiport takes them; empty where nothing may be reached before login. */
  private static String gardenPorts(Settings.Garden garden) {
    if (garden.names().isEmpty()) {
      return "";
    }
    if (garden.ports().size() > MOST_PORTS) {
      throw new IllegalArgumentException("a garden has at most " + MOST_PORTS + " ports");
    }
    return garden.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
