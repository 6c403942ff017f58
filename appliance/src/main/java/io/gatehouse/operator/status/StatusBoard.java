package io.gatehouse.operator.status;

import io.gatehouse.network.lan.Leases;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.schedule.Jobs;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Query;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Looks at everything that an operator wants to see at a glance. Blocks on the warden's answer. */
public final class StatusBoard {
  private final String name;
  private final IntSupplier openSessions;
  private final Leases leases;
  private final Supplier<Settings> settings;
  private final WallClock wall;
  private final ServiceClock service;
  private final Box box;
  private final Supplier<BoxStatus.Uplink> uplink;
  private final Supplier<List<String>> alarms;
  private final Jobs jobs;

  public StatusBoard(
      String name,
      IntSupplier openSessions,
      Leases leases,
      Supplier<Settings> settings,
      WallClock wall,
      ServiceClock service,
      Box box,
      Supplier<BoxStatus.Uplink> uplink,
      Supplier<List<String>> alarms,
      Jobs jobs) {
    this.name = name;
    this.openSessions = openSessions;
    this.leases = leases;
    this.settings = settings;
    this.wall = wall;
    this.service = service;
    this.box = box;
    this.uplink = uplink;
    this.alarms = alarms;
    this.jobs = jobs;
  }

  /** The box as it is now. */
  public BoxStatus look() {
    Settings.GuestNetwork guest = settings.get().guest();
    int leased = leases.all().size();
    return new BoxStatus(
        name,
        openSessions.getAsInt(),
        leased,
        guest.pool(),
        leased * 100L >= (long) guest.pool() * guest.poolAlarmPercent(),
        uplink.get(),
        wall.now(),
        wall.trusted(),
        service.millis() / 1_000,
        wardenTrouble(),
        alarms.get(),
        jobs());
  }

  private List<BoxStatus.Job> jobs() {
    long now = service.millis();
    return jobs.list().stream()
        .map(
            job ->
                new BoxStatus.Job(
                    job.name(),
                    job.when(),
                    job.runs(),
                    job.failures(),
                    job.lastStartServiceMillis().isPresent()
                        ? (now - job.lastStartServiceMillis().getAsLong()) / 1_000
                        : -1,
                    job.lastResult()))
        .toList();
  }

  private String wardenTrouble() {
    return switch (box.call(new Query.Ping())) {
      case Reply.Done done -> "";
      case Reply.Refused(String reason) -> reason;
      case Reply.Failed(String reason) -> reason;
      case Reply.Unreachable(String reason) -> reason;
    };
  }
}
