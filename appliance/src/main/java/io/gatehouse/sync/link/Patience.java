package io.gatehouse.sync.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long after each, up to a bound, and each box
 * differently, so that a hub that is back is not met by all at once.
 */
final class Patience {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 20;

  private final RandomGenerator random;
  private int tries;

  Patience(RandomGenerator random) {
    this.random = random;
  }

  /** Between half of the time and one and a half of it. */
  Duration next() {
    long whole = FIRST.toMillis() << Math.min(tries++, MOST_DOUBLINGS);
    long bounded = Math.min(whole, LONGEST.toMillis());
    return Duration.ofMillis(bounded / 2 + random.nextLong(bounded + 1));
  }

  void reset() {
    tries = 0;
  }
}
