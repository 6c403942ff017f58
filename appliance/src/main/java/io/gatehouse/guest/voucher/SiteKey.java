package io.gatehouse.guest.voucher;

import java.nio.ByteBuffer;

/**
 * What all boxes of a site know and nobody else: the keys of the site's batches are made from it,
 * so that a box has the key of a batch it has not heard of.
 */
public final class SiteKey {
  public static final int BYTES = 32;

  private final byte[] bytes;

  private SiteKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** 32 bytes. */
  public static SiteKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a site's key has 32 bytes, not " + bytes.length);
    }
    return new SiteKey(bytes.clone());
  }

  /** The key of a batch of the site, by its number. */
  public BatchKey batch(int number) {
    byte[] which = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    return BatchKey.of(CodeKeys.hmac(bytes, "batch", which));
  }

  /** For whoever seals it or hands it to a box. */
  public byte[] reveal() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "***";
  }
}
