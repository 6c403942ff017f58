package io.gatehouse.platform.clock;

/**
 * Time since the kernel started. It never jumps, whatever happens to the wall clock, and is the
 * only clock that paid time may be measured with.
 */
public interface BootClock {

  /** Milliseconds since boot, suspended time included. */
  long uptimeMillis();

  /**
   * Names this boot: differs after each restart of the kernel, stays the same over restarts of the
   * program.
   */
  String bootId();
}
