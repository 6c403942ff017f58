package io.gatehouse.network.shaping;

/**
 * How fast a device may go, in kbit/s (1,000 bits), with a burst in kilobytes (1,000 bytes) that
 * may pass at once. 0 means "no limit" for a speed and "as the shaper thinks best" for the burst.
 */
public record Rate(int downKbps, int upKbps, int burstKb) {
  public static final Rate UNLIMITED = new Rate(0, 0, 0);

  public Rate {
    if (downKbps < 0 || upKbps < 0 || burstKb < 0) {
      throw new IllegalArgumentException("a rate is not negative");
    }
  }
}
