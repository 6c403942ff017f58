package io.gatehouse.app;

import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.gate.DriftWatch;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.uplink.UplinkState;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.ClockWatch;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.schedule.Jobs;
import java.time.Duration;
import java.time.LocalTime;

/** What the box does again and again, with the period of each. */
final class EdgeJobs {
  private static final LocalTime CLEAN_UP = LocalTime.of(2, 0);

  private EdgeJobs() {}

  static void on(
      Jobs jobs,
      Sessions sessions,
      ServiceClock service,
      DriftWatch drift,
      UplinkState uplink,
      Journal journal,
      ClockWatch clock,
      Settings.Sampling sampling) {
    jobs.every(Duration.ofSeconds(1), "session ends", sessions::tick);
    jobs.every(Duration.ofSeconds(sampling.countersSeconds()), "counters", sessions::sample);
    jobs.every(Duration.ofSeconds(2), "gate drift", drift::check);
    jobs.every(Duration.ofMinutes(1), "reconcile", sessions::reconcile);
    // Unkept time is given back after a power cut: no more of it than of usage.
    jobs.every(
        Duration.ofSeconds(Math.min(30, sampling.durableSeconds())),
        "service clock",
        service::keep);
    jobs.every(Duration.ofSeconds(5), "wall clock", clock::look);
    jobs.every(UplinkState.EVERY, "uplink", uplink::check);
    jobs.daily(
        CLEAN_UP,
        "clean-up",
        () -> {
          journal.forget(service.millis() - Duration.ofDays(sampling.journalDays()).toMillis());
          sessions.cleanUp(sampling.journalDays());
        });
  }
}
