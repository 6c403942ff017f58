package io.gatehouse.portal;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.lan.Lease;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who asks: address to lease to device to session. */
final class Visitors {
  /** A plan that was changed shows up within this time. */
  private static final long PLANS_AGE_NANOS = 1_000_000_000L;

  private static final long END_AGE_NANOS = 60_000_000_000L;
  private static final int MOST_ENDS = 4_096;

  private final Leases leases;
  private final Sessions sessions;
  private final Plans plans;
  private final Map<Mac, Ended> ends = new ConcurrentHashMap<>();
  private volatile Offers offers;

  Visitors(Leases leases, Sessions sessions, Plans plans) {
    this.leases = leases;
    this.sessions = sessions;
    this.plans = plans;
  }

  private record Offers(List<Plan> plans, long readAt) {}

  private record Ended(Optional<EndReason> reason, long readAt) {}

  /**
   * What is known of the one who asks.
   *
   * @param lastEnd only where there is no session
   * @param offers the active plans; the same list as long as they are the same
   */
  record Visitor(
      Ipv4 ip,
      Optional<Lease> lease,
      Optional<SessionView> session,
      Optional<EndReason> lastEnd,
      List<Plan> offers) {

    boolean online() {
      return session.isPresent() && session.get().state() == SessionView.State.OPEN;
    }
  }

  /**
   * The same as {@link #of}, where memory alone answers: leases and open sessions are kept there.
   * Empty where the store has to be asked. This one may run on an event loop; the way over another
   * thread and back costs as much as the page. It must not move a session to a new address, as that
   * is a transaction; a device with a new address is therefore left to {@link #of}.
   */
  Optional<Visitor> known(Ipv4 ip) {
    Offers offered = offers;
    if (offered == null || System.nanoTime() - offered.readAt() > PLANS_AGE_NANOS) {
      return Optional.empty();
    }
    Optional<Lease> lease = leases.of(ip);
    if (lease.isEmpty()) {
      return Optional.of(stranger(ip, offered.plans()));
    }
    Optional<SessionView> session = sessions.of(lease.get().mac());
    if (session.isPresent()) {
      return session.get().ip().equals(ip)
          ? Optional.of(new Visitor(ip, lease, session, Optional.empty(), offered.plans()))
          : Optional.empty();
    }
    Ended ended = ends.get(lease.get().mac());
    return ended == null || System.nanoTime() - ended.readAt() > END_AGE_NANOS
        ? Optional.empty()
        : Optional.of(new Visitor(ip, lease, session, ended.reason(), offered.plans()));
  }

  /** Who asks. Blocks. */
  Visitor of(Ipv4 ip) {
    Optional<Device> device = device(ip);
    if (device.isEmpty()) {
      return stranger(ip, offers());
    }
    Optional<SessionView> session = sessions.at(device.get());
    Optional<EndReason> lastEnd =
        session.isPresent() ? Optional.empty() : lastEnd(device.get().mac());
    return new Visitor(ip, leases.of(ip), session, lastEnd, offers());
  }

  private static Visitor stranger(Ipv4 ip, List<Plan> offered) {
    return new Visitor(ip, Optional.empty(), Optional.empty(), Optional.empty(), offered);
  }

  private Optional<EndReason> lastEnd(Mac mac) {
    Ended ended = new Ended(sessions.lastEnd(mac), System.nanoTime());
    if (ends.size() >= MOST_ENDS) {
      ends.clear();
    }
    ends.put(mac, ended);
    return ended.reason();
  }

  /** The device is about to have a session, so its last end will be another one. */
  void forget(Mac mac) {
    ends.remove(mac);
  }

  /** The device that has the address now. */
  Optional<Device> device(Ipv4 ip) {
    return leases.of(ip).map(known -> new Device(known.mac(), known.ip(), known.hostname()));
  }

  private List<Plan> offers() {
    Offers known = offers;
    long now = System.nanoTime();
    if (known != null && now - known.readAt() < PLANS_AGE_NANOS) {
      return known.plans();
    }
    List<Plan> active = plans.all().stream().filter(Plan::active).toList();
    if (known != null && known.plans().equals(active)) {
      active = known.plans();
    }
    offers = new Offers(active, now);
    return active;
  }
}
