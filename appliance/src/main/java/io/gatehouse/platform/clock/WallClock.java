package io.gatehouse.platform.clock;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of day, for people to read. Never used for money or paid time. It is untrusted until it
 * has passed the build's own date, as a box without a battery starts in 1970.
 */
public final class WallClock {
  private final InstantSource source;
  private final Instant floor;

  /**
   * @param floor no true time can lie before it: the build's date or the newest time ever stored
   */
  public WallClock(InstantSource source, Instant floor) {
    this.source = source;
    this.floor = floor;
  }

  public Instant now() {
    return source.instant();
  }

  public boolean trusted() {
    return !now().isBefore(floor);
  }
}
