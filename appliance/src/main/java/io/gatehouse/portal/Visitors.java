package io.gatehouse.portal;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.session.Device;
import io.gatehouse.guest.session.EndReason;
import io.gatehouse.guest.session.SessionView;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.lan.Lease;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.platform.address.Ipv4;
import java.util.List;
import java.util.Optional;

/** Who asks: address to lease to device to session. Blocks, so it runs behind the domain's door. */
final class Visitors {
  /** A plan that was changed shows up within this time. */
  private static final long PLANS_AGE_NANOS = 1_000_000_000L;

  private final Leases leases;
  private final Sessions sessions;
  private final Plans plans;
  private volatile Offers offers;

  Visitors(Leases leases, Sessions sessions, Plans plans) {
    this.leases = leases;
    this.sessions = sessions;
    this.plans = plans;
  }

  private record Offers(List<Plan> plans, long readAt) {}

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

    Optional<Device> device() {
      return lease.map(known -> new Device(known.mac(), known.ip(), known.hostname()));
    }
  }

  Visitor of(Ipv4 ip) {
    Optional<Lease> lease = leases.of(ip);
    Optional<SessionView> session = lease.flatMap(known -> sessions.of(known.mac()));
    Optional<EndReason> lastEnd =
        session.isPresent()
            ? Optional.empty()
            : lease.flatMap(known -> sessions.lastEnd(known.mac()));
    return new Visitor(ip, lease, session, lastEnd, offers());
  }

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
