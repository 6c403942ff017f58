package io.gatehouse.radius.proxy;

import java.security.SecureRandom;

/** Unforeseeable bytes, drawn many at once: one draw of 16 costs as much as a packet's digests. */
final class RandomBytes {
  private final SecureRandom source = new SecureRandom();
  private final byte[] drawn = new byte[4096];
  private int used = drawn.length;

  void next(byte[] into) {
    if (used + into.length > drawn.length) {
      source.nextBytes(drawn);
      used = 0;
    }
    System.arraycopy(drawn, used, into, 0, into.length);
    used += into.length;
  }

  /** −128 to 127. */
  byte nextByte() {
    if (used == drawn.length) {
      source.nextBytes(drawn);
      used = 0;
    }
    return drawn[used++];
  }
}
