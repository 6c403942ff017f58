package io.gatehouse.platform.clock;

import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of day, for people to read. Never used for money or paid time. It is untrusted while it
 * lies before a floor that no true time can lie before: the build's own date, or the newest trusted
 * time ever kept. A box without a battery starts in 1970, or at its last shutdown.
 */
public final class WallClock {
  /** A clock that is set back by less is still the same clock. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  /** No program is used longer; a clock beyond it is wrong and must not raise the floor. */
  private static final Duration LONGEST_USE = Duration.ofDays(20 * 365);

  private final InstantSource source;
  private final Instant latest;
  private volatile Instant floor;
  private volatile Duration told = Duration.ZERO;

  /**
   * @param floor no true time can lie before it
   */
  public WallClock(InstantSource source, Instant floor) {
    this(source, floor, Instant.MAX);
  }

  private WallClock(InstantSource source, Instant floor, Instant latest) {
    this.source = source;
    this.floor = floor;
    this.latest = latest;
  }

  /**
   * The clock of a box, which remembers the newest time it has kept.
   *
   * @param built the date of the program
   */
  public static WallClock of(Store store, InstantSource source, Instant built) {
    Instant kept =
        store
            .read(
                tx ->
                    tx.one(
                        "SELECT wall_floor_ms FROM box WHERE id = 1",
                        row -> Instant.ofEpochMilli(row.getLong(1))))
            .orElseThrow();
    return new WallClock(source, kept.isAfter(built) ? kept : built, built.plus(LONGEST_USE));
  }

  public Instant now() {
    Instant own = source.instant();
    return plausible(own) ? own : own.plus(told);
  }

  /** False while the time shown is surely wrong. */
  public boolean trusted() {
    return plausible(now());
  }

  /**
   * The newest moment that has surely passed: what the end of a certificate is judged by, also
   * where the clock is wrong.
   */
  public Instant atLeast() {
    return trusted() ? now() : floor;
  }

  private boolean plausible(Instant time) {
    return !time.isBefore(floor) && time.isBefore(latest);
  }

  /**
   * Takes the time of somebody's watch, such as an installer's browser, while the box's own clock
   * is surely wrong. It is forgotten when the box finds the time by itself, and at the next start.
   *
   * @return false where the box's clock needs no help or the time told is surely wrong too
   */
  public boolean tell(Instant time) {
    if (plausible(source.instant()) || !plausible(time)) {
      return false;
    }
    told = Duration.between(source.instant(), time);
    return true;
  }

  /**
   * Keeps the present time as one that cannot come again, if it is trusted. Belongs into the
   * transaction of {@link ServiceClock#keep(Tx)}, so that both cost one sync.
   */
  public void keep(Tx tx) {
    Instant now = now();
    if (!trusted()) {
      return;
    }
    Instant raised = now.minus(SLACK);
    if (raised.isAfter(floor)) {
      tx.update("UPDATE box SET wall_floor_ms = ? WHERE id = 1", raised.toEpochMilli());
      floor = raised;
    }
  }
}
