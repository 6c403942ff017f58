package io.gatehouse.network.gate;

import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;

/**
 * One device's right to pass, as the kernel is told it.
 *
 * @param ttlSeconds how long the kernel lets it pass by itself, 1 to {@link #LONGEST_TTL}; longer
 *     rights are renewed
 */
public record Admission(Ipv4 ip, Mac mac, int ttlSeconds, Rate rate) {

  /** ipset refuses timeouts above 2,147,483 s; a margin below it is used and renewed. */
  public static final int LONGEST_TTL = 2_000_000;

  public Admission {
    if (ttlSeconds < 1 || ttlSeconds > LONGEST_TTL) {
      throw new IllegalArgumentException(
          "ttl must be 1 to " + LONGEST_TTL + " s, not " + ttlSeconds);
    }
  }
}
