package io.gatehouse.platform.journal;

/**
 * The wall clock was set. Readers can put the wall times of earlier entries of the same boot right
 * with it.
 *
 * @param byMillis how far, negative for backwards
 * @param trusted whether the clock is trusted from now on
 */
public record ClockStepped(long byMillis, boolean trusted) implements Fact {}
