package io.gatehouse.platform.schedule;

import java.time.Duration;
import java.util.Optional;

/**
 * How long something may stay silent before it is given up. Shorter than two of its reporting
 * intervals, one lost report would end what is alive.
 *
 * @param interval how often a sign of life is expected
 * @param timeout at least twice the interval
 */
public record StaleTimeout(Duration interval, Duration timeout) {

  public StaleTimeout {
    refusal(interval, timeout)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
  }

  /** What is wrong with the two, in words for a form. */
  public static Optional<String> refusal(Duration interval, Duration timeout) {
    if (!interval.isPositive()) {
      return Optional.of("The interval must be longer than nothing.");
    }
    if (timeout.compareTo(interval.multipliedBy(2)) < 0) {
      return Optional.of(
          "The timeout must be at least "
              + interval.multipliedBy(2).toSeconds()
              + " s, twice the interval of "
              + interval.toSeconds()
              + " s: else one lost report ends what is alive.");
    }
    return Optional.empty();
  }

  /** True where the last sign of life is too old; both in the same clock. */
  public boolean stale(long lastMillis, long nowMillis) {
    return nowMillis - lastMillis >= timeout.toMillis();
  }
}
