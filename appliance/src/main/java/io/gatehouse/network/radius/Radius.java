package io.gatehouse.network.radius;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.List;
import java.util.Optional;

/**
 * RADIUS on the box: who may ask, who is asked in turn, and for whom. Without a NAS and without
 * accounting of the own guests nothing of it runs.
 *
 * @param authenticationPort UDP, usually 1812
 * @param accountingPort UDP, usually 1813
 * @param routes the first that fits decides
 * @param ownGuests the pool that the box's own guests are accounted to; empty = none
 * @param eapIssuers certificates in PEM; who shows one that they have signed, with the name of an
 *     account, comes in by EAP-TLS; empty = nobody does
 * @param ordersPort UDP, usually 3799: where upstreams that may order things end and change
 *     sessions of the box; 0 = nowhere
 */
public record Radius(
    int authenticationPort,
    int accountingPort,
    List<Nas> nases,
    List<Upstream> upstreams,
    List<Pool> pools,
    List<Route> routes,
    String ownGuests,
    String eapIssuers,
    int ordersPort) {

  public static Radius factory() {
    return new Radius(1812, 1813, List.of(), List.of(), List.of(), List.of(), "", "", 0);
  }

  /** True where there is somebody to answer. */
  public boolean answers() {
    return !nases.isEmpty();
  }

  /** True where there is anything to do. */
  public boolean isConfigured() {
    return answers() || !ownGuests.isEmpty() || takesOrders();
  }

  /** True where there is somebody to take orders from. */
  public boolean takesOrders() {
    return ordersPort > 0 && upstreams.stream().anyMatch(Upstream::mayOrder);
  }

  public Optional<Nas> nas(String name) {
    return nases.stream().filter(nas -> nas.name().equals(name)).findFirst();
  }

  /** What dialect a router speaks in its replies' attributes. */
  public enum NasType {
    OTHER,
    MIKROTIK,
    HOSTAPD,
    CISCO,
    UBIQUITI,
    COOVA
  }

  /**
   * A router or access point that asks the box.
   *
   * @param network its address as /32, or the network that it asks from
   * @param coaPort where it takes Disconnect and CoA, usually 3799; 0 = it takes none
   * @param requestsPerSecond more are dropped; 0 = no limit
   * @param requireMessageAuthenticator false lets who can change packets on the way forge answers
   *     to it (CVE-2024-3596)
   */
  public record Nas(
      String name,
      Ipv4Network network,
      RadiusSecret secret,
      NasType type,
      int coaPort,
      int requestsPerSecond,
      boolean requireMessageAuthenticator) {}

  /**
   * A server that is asked.
   *
   * @param accountingPort 0 = it takes no accounting
   * @param statusServer whether it answers Status-Server (RFC 5997); if not, a request now and then
   *     finds out whether it lives again
   * @param requireMessageAuthenticator false believes answers without one
   * @param mayOrder whether its Disconnect and CoA requests are carried out (RFC 5176)
   */
  public record Upstream(
      String name,
      Ipv4 address,
      int authenticationPort,
      int accountingPort,
      RadiusSecret secret,
      boolean statusServer,
      boolean requireMessageAuthenticator,
      boolean mayOrder) {}

  /** Who of a pool is asked. */
  public enum Order {
    /** The first that lives. */
    FAILOVER,
    /** Each device's requests go to one of those that live. */
    BALANCE
  }

  /**
   * Upstreams that stand for one another.
   *
   * @param upstreams their names
   * @param answerMillis how long an answer may take before the next is asked
   */
  public record Pool(String name, List<String> upstreams, Order order, int answerMillis) {}

  /** What becomes of accounting. */
  public enum Accounting {
    /** Kept on the box, acknowledged, then delivered when the upstream takes it. */
    STORED,
    /** Forwarded at once and acknowledged by the upstream; not kept. */
    TRANSPARENT
  }

  /** Who comes in while no upstream of a pool answers. */
  public enum Outage {
    /** Nobody. */
    CLOSED,
    /** Whom the box itself knows. */
    LOCAL,
    /** Who came in with the same name and password in the last hours. */
    SEEN,
    /** Everybody, for a while. */
    CAPPED
  }

  /**
   * For whom which pool decides. Empty texts fit anything.
   *
   * @param realm what stands behind the last @ or before \ or / of a user's name; {@code none} fits
   *     names without one
   * @param ssid what stands behind the last colon of Called-Station-Id
   * @param nas a NAS's name
   * @param pool empty = the box itself decides
   * @param outageSeconds how far back {@link Outage#SEEN} looks; how long a pass of {@link
   *     Outage#CAPPED} is
   * @param stripRealm the upstream gets names without their realm, but for EAP, whose identity
   *     inside has it too
   * @param dropRequests numbers of attributes that the upstream does not get
   * @param dropReplies numbers of attributes that the NAS does not get
   */
  public record Route(
      String realm,
      String ssid,
      String nas,
      String pool,
      Accounting accounting,
      Outage outage,
      int outageSeconds,
      boolean stripRealm,
      List<Integer> dropRequests,
      List<Integer> dropReplies) {}
}
