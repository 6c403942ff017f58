package io.gatehouse.hub.authority;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A certificate that the authority has signed.
 *
 * @param pem the certificate
 * @param ends the last moment at which it is good
 */
public record Issued(BigInteger serial, String pem, Instant ends) {
  /** As the tables have it. */
  public static String text(BigInteger serial) {
    return serial.toString(16);
  }
}
