package io.gatehouse.platform.schedule;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.StoreException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a day, at a time of day while the wall clock is trusted, else after 24 h in service. The
 * last run is kept, so a box that is switched off at that time catches up when it starts. A clock
 * that was far ahead for a while cannot stop the job: after 36 h in service it is due in any case.
 */
final class Daily implements Timing {
  private static final Logger LOG = LoggerFactory.getLogger(Daily.class);
  private static final long DAY = Duration.ofHours(24).toMillis();
  private static final long OVERDUE = Duration.ofHours(36).toMillis();
  private static final long UNKNOWN_DAY = -1;
  private static final long LOOK_MILLIS = 1_000;

  private final String name;
  private final LocalTime at;
  private final Store store;
  private final ServiceClock service;
  private final WallClock wall;
  private final ZoneId zone;
  private Last last;

  Daily(String name, LocalTime at, Store store, ServiceClock service, WallClock wall, ZoneId zone) {
    this.name = name;
    this.at = at;
    this.store = store;
    this.service = service;
    this.wall = wall;
    this.zone = zone;
    this.last =
        store
            .read(
                tx ->
                    tx.one(
                        "SELECT day, service_ms FROM daily_job WHERE name = ?",
                        row -> new Last(row.getLong(1), row.getLong(2)),
                        name))
            .orElseGet(this::begin);
  }

  private record Last(long day, long serviceMillis) {}

  @Override
  public boolean due() {
    long waited = service.millis() - last.serviceMillis;
    long day = day();
    boolean due;
    if (day == UNKNOWN_DAY) {
      due = waited >= DAY;
    } else if (last.day == UNKNOWN_DAY) {
      // The clock has just become trusted: take up the daily rhythm without a run in between.
      last = keep(new Last(day, last.serviceMillis));
      due = waited >= DAY;
    } else {
      due = day > last.day || waited >= OVERDUE;
    }
    if (due) {
      begin();
    }
    return due;
  }

  @Override
  public long waitMillis() {
    return LOOK_MILLIS;
  }

  @Override
  public String text() {
    return "daily at " + at;
  }

  private Last begin() {
    last = keep(new Last(day(), service.millis()));
    return last;
  }

  /** A disk that is full must not stop the job that would make room. */
  private Last keep(Last value) {
    try {
      store.write(
          tx ->
              tx.update(
                  "INSERT INTO daily_job (name, day, service_ms) VALUES (?, ?, ?)"
                      + " ON CONFLICT (name) DO UPDATE"
                      + " SET day = excluded.day, service_ms = excluded.service_ms",
                  name,
                  value.day,
                  value.serviceMillis));
    } catch (StoreException e) {
      LOG.warn("the last run of {} was not kept: {}", name, e.getMessage());
    }
    return value;
  }

  /** The day whose time has come; a day of this kind begins at the job's time. */
  private long day() {
    if (!wall.trusted()) {
      return UNKNOWN_DAY;
    }
    return wall.now()
        .atZone(zone)
        .toLocalDateTime()
        .minusNanos(at.toNanoOfDay())
        .toLocalDate()
        .toEpochDay();
  }
}
