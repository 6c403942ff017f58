package io.gatehouse.network.lan;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.Settings.GuestNetwork;
import io.gatehouse.network.settings.Settings.ManagementNetwork;
import io.gatehouse.platform.template.ConfigTemplates;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The networks' addresses, the DHCP and name servers' files and the multicast responder's, rendered
 * from settings and nothing else.
 */
public final class LanFiles {
  /**
   * Where the resolver of guests before login listens; the firewall turns their questions there.
   */
  public static final int GATE_PORT = 10_053;

  private static final String ADDRESSES = "etc/gatehouse/addresses";
  private static final String LAN = "etc/gatehouse/dnsmasq-lan.conf";
  private static final String GATE = "etc/gatehouse/dnsmasq-gate.conf";

  private static final String MDNS = "etc/gatehouse/avahi.conf";
  private static final String LOCAL = ".local";

  private final ConfigTemplates templates;

  public LanFiles(ConfigTemplates templates) {
    this.templates = templates;
  }

  /** The files by their path below {@code /}. */
  public Map<String, String> render(Settings settings) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(ADDRESSES, templates.render(ADDRESSES + ".peb", addresses(settings)));
    files.put(LAN, templates.render(LAN + ".peb", lan(settings)));
    files.put(GATE, templates.render(GATE + ".peb", gate(settings)));
    files.put(
        MDNS,
        templates.render(
            MDNS + ".peb",
            Map.of("host", host(settings), "management", settings.management().bridge())));
    return files;
  }

  /** The first of the box's names that ends in .local, without that end. */
  private static String host(Settings settings) {
    return settings.management().names().stream()
        .filter(name -> name.endsWith(LOCAL))
        .map(name -> name.substring(0, name.length() - LOCAL.length()))
        .filter(name -> name.indexOf('.') < 0)
        .findFirst()
        .orElse("gatehouse");
  }

  private static Map<String, Object> addresses(Settings settings) {
    return Map.of(
        "guests", settings.guest().bridge(),
        "guestBox", settings.guest().box(),
        "guestPrefix", settings.guest().network().prefix(),
        "management", settings.management().bridge(),
        "managementBox", settings.management().box(),
        "managementPrefix", settings.management().network().prefix());
  }

  private static Map<String, Object> lan(Settings settings) {
    GuestNetwork guest = settings.guest();
    ManagementNetwork management = settings.management();
    int managementPool = management.lastLease().bits() - management.firstLease().bits() + 1;
    return Map.ofEntries(
        Map.entry("guests", guest.bridge()),
        Map.entry("guestBox", guest.box()),
        Map.entry("guestFirst", guest.firstLease()),
        Map.entry("guestLast", guest.lastLease()),
        Map.entry("guestMask", guest.network().netmask()),
        Map.entry("guestSeconds", guest.leaseBeforeSeconds()),
        Map.entry("management", management.bridge()),
        Map.entry("managementBox", management.box()),
        Map.entry("managementNetwork", management.network()),
        Map.entry("managementFirst", management.firstLease()),
        Map.entry("managementLast", management.lastLease()),
        Map.entry("managementMask", management.network().netmask()),
        Map.entry("managementSeconds", management.leaseSeconds()),
        Map.entry("names", names(settings)),
        Map.entry("resolvers", settings.uplink().resolvers()),
        Map.entry("portalApi", portalApi(settings)),
        // As many as there are addresses: a flood of made-up devices cannot grow the file.
        Map.entry("leases", guest.pool() + managementPool));
  }

  private static Map<String, Object> gate(Settings settings) {
    return Map.of(
        "port", GATE_PORT,
        "guests", settings.guest().bridge(),
        "box", settings.guest().box(),
        "garden", settings.garden().names());
  }

  private static Set<String> names(Settings settings) {
    Set<String> names = new LinkedHashSet<>(settings.management().names());
    names.add(settings.portal().name());
    if (!settings.portal().publicHost().isEmpty()) {
      names.add(settings.portal().publicHost());
    }
    return names;
  }

  /**
   * Phones check the certificate of this address, so without one they trust it must stay unsaid.
   */
  private static String portalApi(Settings settings) {
    String host = settings.portal().publicHost();
    return host.isEmpty() ? "" : "https://" + host + "/captive-portal/api";
  }
}
