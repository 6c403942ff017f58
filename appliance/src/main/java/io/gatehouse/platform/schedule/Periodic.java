package io.gatehouse.platform.schedule;

import io.gatehouse.platform.clock.BootClock;
import java.time.Duration;
import java.util.Locale;

/** Every so often by the boot clock, first after one period. */
final class Periodic implements Timing {
  private final BootClock boot;
  private final Duration period;
  private long nextMillis;

  Periodic(BootClock boot, Duration period) {
    if (period.toMillis() < 1) {
      throw new IllegalArgumentException("a period is at least 1 ms");
    }
    this.boot = boot;
    this.period = period;
    this.nextMillis = boot.uptimeMillis() + period.toMillis();
  }

  @Override
  public boolean due() {
    long now = boot.uptimeMillis();
    if (now < nextMillis) {
      return false;
    }
    long late = now - nextMillis;
    nextMillis += period.toMillis() * (1 + late / period.toMillis());
    return true;
  }

  @Override
  public long waitMillis() {
    return Math.max(1, nextMillis - boot.uptimeMillis());
  }

  @Override
  public String text() {
    return "every " + period.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
