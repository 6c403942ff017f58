package io.gatehouse.app;

import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.gate.DriftWatch;
import io.gatehouse.network.gate.IpsetGate;
import io.gatehouse.network.lan.LongLeases;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.uplink.UplinkState;
import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.platform.journal.ClockWatch;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.schedule.Jobs;
import io.gatehouse.platform.store.Store;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.UnitAction;
import java.time.Duration;
import java.time.LocalTime;
import java.util.function.Supplier;

/** What the box does again and again. */
record EdgeJobs(
    Store store,
    Box box,
    Sessions sessions,
    IpsetGate gate,
    LongLeases longLeases,
    UplinkState uplink,
    Journal journal,
    ServiceClock service,
    WallClock wall,
    ClockWatch clockWatch,
    Supplier<Settings> settings) {
  static final LocalTime CLEAN_UP = LocalTime.of(2, 0);

  void on(Jobs jobs, Metrics metrics) {
    Settings.Sampling sampling = settings.get().sampling();
    DriftWatch drift = new DriftWatch(box, gate, sessions::reconcile);
    metrics.gauge(
        "gatehouse.firewall.repairs",
        "Foreign changes of the firewall that were undone since the warden started",
        drift::repairs);
    every(jobs, 1, "session ends", sessions::tick);
    every(jobs, sampling.countersSeconds(), "counters", sessions::sample);
    every(jobs, 2, "gate drift", drift::check);
    every(jobs, 60, "reconcile", sessions::reconcile);
    every(jobs, 10, "long leases", this::keepLongLeases);
    // Unkept time is given back after a power cut: no more of it than of usage.
    every(jobs, Math.min(30, sampling.durableSeconds()), "clocks", this::keepClocks);
    every(jobs, 5, "wall clock", clockWatch::look);
    jobs.every(UplinkState.EVERY, "uplink", uplink::tick);
    jobs.daily(CLEAN_UP, "clean-up", this::cleanUp);
  }

  private static void every(Jobs jobs, int seconds, String name, Runnable work) {
    jobs.every(Duration.ofSeconds(seconds), name, work);
  }

  /** One sync for both clocks. */
  void keepClocks() {
    store.write(
        tx -> {
          service.keep(tx);
          wall.keep(tx);
          return null;
        });
  }

  private void keepLongLeases() {
    if (longLeases.keep(sessions.openDevices(), settings.get().guest().leaseAfterSeconds())) {
      Reply reply =
          box.call(new UnitAction(UnitAction.Action.RELOAD, UnitAction.Daemon.DNSMASQ_LAN));
      if (!(reply instanceof Reply.Done)) {
        throw new IllegalStateException("the DHCP server was not told: " + reply);
      }
    }
  }

  private void cleanUp() {
    int days = settings.get().sampling().journalDays();
    sessions.cleanUp(days);
    journal.forget(service.millis() - Duration.ofDays(days).toMillis(), Journal.MOST_KEPT);
  }
}
