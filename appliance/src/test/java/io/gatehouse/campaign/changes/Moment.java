package io.gatehouse.campaign.changes;

import java.util.SplittableRandom;

/**
 * What a cycle does.
 *
 * @param deedMillis when the deed of a change that has one is done, after it was sent
 * @param seconds how long the change waits for a confirmation that never comes
 * @param draw chooses among variants
 */
record Moment(WrongChange change, int deedMillis, int seconds, int draw) {
  private static final int SCALED_SECONDS = 5;
  private static final int FULL_SECONDS = 120;

  /** Each of these cycles of 500 waits as long as a real box does. */
  private static final int FULL_EACH = 50;

  /** Longer than the sequence takes here, so that some deeds come after it. */
  private static final int LATEST_MILLIS = 4_000;

  static Moment of(long cycle, SplittableRandom chances) {
    WrongChange[] all = WrongChange.values();
    WrongChange change = all[(int) (cycle % all.length)];
    boolean full = cycle % FULL_EACH == FULL_EACH - 1;
    return new Moment(
        change,
        chances.nextInt(LATEST_MILLIS),
        full ? FULL_SECONDS : SCALED_SECONDS,
        chances.nextInt(1_000));
  }

  boolean full() {
    return seconds == FULL_SECONDS;
  }

  @Override
  public String toString() {
    return change + " +" + deedMillis + " ms, " + seconds + " s, draw " + draw;
  }
}
