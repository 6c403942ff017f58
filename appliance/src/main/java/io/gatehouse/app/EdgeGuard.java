package io.gatehouse.app;

import io.gatehouse.guest.session.CloneSign;
import io.gatehouse.guest.session.SecurityRound;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.guest.voucher.Expiry;
import io.gatehouse.network.gate.CloneWatch;
import io.gatehouse.network.lan.LeaseWatch;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.platform.schedule.Jobs;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what guests paid for: that nobody else uses it, and that the books say what was used.
 */
final class EdgeGuard {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeGuard.class);

  private final Sessions sessions;
  private final Metrics metrics;
  private final CloneWatch places;
  private final LeaseWatch leases;
  private final SecurityRound round;
  private final Expiry expiry;

  EdgeGuard(
      Sessions sessions,
      Leases leases,
      Box box,
      SecurityRound round,
      Expiry expiry,
      Metrics metrics) {
    this.round = round;
    this.expiry = expiry;
    this.sessions = sessions;
    this.metrics = metrics;
    this.places = new CloneWatch(box, mac -> hold(mac, CloneSign.PLACES));
    this.leases = new LeaseWatch(leases);
  }

  void on(Jobs jobs) {
    jobs.every(Duration.ofMillis(500), "places", places::check);
    jobs.every(Duration.ofSeconds(5), "lease names", this::checkLeases);
    jobs.every(Duration.ofMinutes(1), "voucher expiry", expiry::tell);
    jobs.every(Duration.ofMinutes(10), "statistics", sessions::statistics);
    jobs.every(Duration.ofMinutes(30), "security", this::walkRound);
  }

  private void walkRound() {
    for (SecurityRound.Anomaly found : round.walk()) {
      LOG.warn("security: {} subject={} {}", found.kind(), found.subject(), found.detail());
      metrics.count(
          "gatehouse.security.findings",
          "What the half-hourly security round found",
          "kind",
          found.kind().name().toLowerCase(Locale.ROOT));
    }
  }

  private void checkLeases() {
    leases.changed(sessions.openDevices()).forEach(mac -> hold(mac, CloneSign.LEASE));
  }

  private void hold(Mac mac, CloneSign sign) {
    if (sessions.hold(mac, sign)) {
      LOG.warn("a guest's addresses are used by two, the session is held mac={} by={}", mac, sign);
      metrics.count(
          "gatehouse.clone.holds",
          "Sessions held as their device's addresses were used by two",
          "sign",
          sign.name().toLowerCase(Locale.ROOT));
    }
  }
}
