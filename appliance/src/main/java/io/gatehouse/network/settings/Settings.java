package io.gatehouse.network.settings;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.uplink.Uplink;
import io.gatehouse.network.wifi.Wifi;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.List;

/** Everything about a box that an installer may change, as one tree. */
public record Settings(
    int version,
    GuestNetwork guest,
    ManagementNetwork management,
    Uplink uplink,
    Wifi wifi,
    PortalSettings portal,
    Garden garden,
    Branding branding,
    Sampling sampling,
    Radius radius) {

  /** The version this program writes. */
  public static final int VERSION = 1;

  /** What a box has before anyone set anything. */
  public static Settings factory() {
    return new Settings(
        VERSION,
        GuestNetwork.factory(),
        ManagementNetwork.factory(),
        Uplink.factory(),
        Wifi.factory(),
        PortalSettings.factory(),
        Garden.factory(),
        Branding.factory(),
        Sampling.factory(),
        Radius.factory());
  }

  /** These settings with another access point. */
  public Settings with(Wifi other) {
    return new Settings(
        version, guest, management, uplink, other, portal, garden, branding, sampling, radius);
  }

  /**
   * These settings on a box that holds no certificate for the public host: 443 stays shut for
   * guests and option 114 unsaid.
   */
  public Settings withoutPublicHost() {
    return new Settings(
        version,
        guest,
        management,
        uplink,
        wifi,
        new PortalSettings(
            portal.name,
            portal.redirectUrl,
            portal.idleSeconds,
            portal.warnSeconds,
            portal.languages,
            "",
            portal.contact),
        garden,
        branding,
        sampling,
        radius);
  }

  /**
   * The network that strangers join.
   *
   * @param network the box has its first address
   * @param firstLease first address of the DHCP pool
   * @param lastLease last address of the DHCP pool
   * @param leaseBeforeSeconds lease of devices that are not online yet: short, so that random MACs
   *     give theirs back
   * @param leaseAfterSeconds lease of devices with a session
   */
  public record GuestNetwork(
      String bridge,
      Ipv4Network network,
      Ipv4 firstLease,
      Ipv4 lastLease,
      int leaseBeforeSeconds,
      int leaseAfterSeconds,
      int poolAlarmPercent) {

    static GuestNetwork factory() {
      return new GuestNetwork(
          "br-guest",
          Ipv4Network.parse("10.20.0.0/21").orElseThrow(),
          Ipv4.of("10.20.0.10"),
          Ipv4.of("10.20.7.250"),
          600,
          28_800,
          80);
    }

    /** The box's own address in it. */
    public Ipv4 box() {
      return network.address().plus(1);
    }

    /** How many addresses can be leased. */
    public int pool() {
      return lastLease.bits() - firstLease.bits() + 1;
    }
  }

  /** The network that installers join; console and API listen here and nowhere else. */
  public record ManagementNetwork(
      String bridge,
      Ipv4Network network,
      Ipv4 firstLease,
      Ipv4 lastLease,
      int leaseSeconds,
      List<String> names) {

    static ManagementNetwork factory() {
      return new ManagementNetwork(
          "br-mgmt",
          Ipv4Network.parse("192.168.4.0/24").orElseThrow(),
          Ipv4.of("192.168.4.2"),
          Ipv4.of("192.168.4.20"),
          86_400,
          List.of("device.local", "gatehouse.lan"));
    }

    public Ipv4 box() {
      return network.address().plus(1);
    }
  }

  /**
   * The pages guests see.
   *
   * @param name an ordinary name that guests' resolvers answer with the portal's address
   * @param redirectUrl where the page offers to go once a guest is online; http or https, or empty
   * @param idleSeconds a session ends after this long without a byte; 0 = never
   * @param warnSeconds how long before the end the page warns
   * @param languages offered languages, the first is used where the browser names none of them
   * @param publicHost a name for which the box is to hold a certificate that phones trust; the
   *     portal answers it over TLS, and option 114 leads there. Empty = none
   */
  public record PortalSettings(
      String name,
      String redirectUrl,
      int idleSeconds,
      int warnSeconds,
      List<String> languages,
      String publicHost,
      String contact) {
    static PortalSettings factory() {
      return new PortalSettings(
          "portal.gatehouse.lan", "", 1_800, 300, SettingsRules.LANGUAGES, "", "");
    }
  }

  /**
   * What may be reached before login.
   *
   * @param names exact host names, no patterns: a name below one of them is not in the garden
   * @param ports TCP ports open towards garden addresses
   */
  public record Garden(List<String> names, List<Integer> ports) {
    static Garden factory() {
      return new Garden(List.of(), List.of(80, 443));
    }
  }

  /**
   * How the portal looks.
   *
   * @param colour {@code #rrggbb}
   * @param logo a PNG in base64, at most 4 KiB so that the first page stays small; empty = none
   */
  public record Branding(
      String siteName, String welcome, String colour, String logo, String terms, String privacy) {
    static Branding factory() {
      return new Branding("Gatehouse", "", "#0b5394", "", "", "");
    }
  }

  /**
   * How often the box looks and writes, in seconds. Durable at most every 60 s spares the SD card.
   */
  public record Sampling(
      int countersSeconds, int durableSeconds, int journalDays, int staleSeconds) {
    static Sampling factory() {
      return new Sampling(10, 60, 400, 1_800);
    }
  }
}
