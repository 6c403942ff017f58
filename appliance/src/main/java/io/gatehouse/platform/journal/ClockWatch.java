package io.gatehouse.platform.journal;

import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import java.time.Duration;

/** Notices that the wall clock was set and writes it into the journal. */
public final class ClockWatch {
  /** Time servers nudge a clock by far less between two looks. */
  private static final Duration STEP = Duration.ofSeconds(2);

  private final Store store;
  private final Journal journal;
  private final BootClock boot;
  private final WallClock wall;
  private long lastOffset;

  public ClockWatch(Store store, Journal journal, BootClock boot, WallClock wall) {
    this.store = store;
    this.journal = journal;
    this.boot = boot;
    this.wall = wall;
    this.lastOffset = offset();
  }

  /** To be run every few seconds, by one thread at a time. */
  public void look() {
    long offset = offset();
    long step = offset - lastOffset;
    if (Math.abs(step) >= STEP.toMillis()) {
      store.write(
          tx -> {
            journal.append(tx, new ClockStepped(step, wall.trusted()));
            return null;
          });
    }
    lastOffset = offset;
  }

  private long offset() {
    return wall.now().toEpochMilli() - boot.uptimeMillis();
  }
}
