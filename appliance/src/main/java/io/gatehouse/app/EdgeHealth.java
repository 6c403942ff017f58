package io.gatehouse.app;

import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.gate.MeasuredGate;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.uplink.UplinkState;
import io.gatehouse.operator.status.BoxChecks;
import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.HealthChecks;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.platform.web.DomainCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What {@code /health} looks at, and the numbers that are read when someone asks. */
final class EdgeHealth {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private EdgeHealth() {}

  static HealthChecks checks(
      ServiceClock service,
      Box box,
      MeasuredGate gate,
      WallClock wall,
      Leases leases,
      Supplier<Settings> settings,
      Path data,
      Path leaseFile) {
    return new HealthChecks(
        List.of(
            BoxChecks.store(service),
            BoxChecks.leases(leaseFile),
            BoxChecks.warden(box),
            BoxChecks.gate(gate::trouble),
            BoxChecks.pool(leases, settings),
            BoxChecks.clock(wall),
            BoxChecks.disk(data)),
        LIMIT);
  }

  /** Counts what became of a sign-in. */
  static void signIn(Metrics metrics, Redeemed outcome) {
    metrics.count(
        "gatehouse.redemptions",
        "Sign-ins by what became of them",
        "outcome",
        outcome
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
            .toLowerCase(Locale.ROOT));
  }

  static void gauges(
      Metrics metrics,
      Sessions sessions,
      Leases leases,
      Supplier<Settings> settings,
      UplinkState uplink,
      DomainCalls domain) {
    metrics.gauge("gatehouse.sessions.open", "Devices online or paused", sessions::openCount);
    metrics.gauge(
        "gatehouse.sessions.held",
        "Sessions that wait for a proof, as their device's addresses were used by two",
        sessions::heldCount);
    metrics.gauge("gatehouse.leases", "Addresses that are leased", () -> leases.all().size());
    metrics.gauge(
        "gatehouse.pool.used.percent",
        "Share of the guests' addresses that is leased",
        () -> leases.poolPercent(settings.get().guest()));
    metrics.gauge(
        "gatehouse.uplink.up", "1 while the internet is reached", () -> uplink.up() ? 1 : 0);
    metrics.gauge(
        "gatehouse.calls.turned.away",
        "Requests refused since the start as too many came at once",
        domain::turnedAway);
  }
}
