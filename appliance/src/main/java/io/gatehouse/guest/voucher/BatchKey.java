package io.gatehouse.guest.voucher;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The key of one batch of signed vouchers at one site. Who has it can verify every code of the
 * batch without ever having seen one, and print them.
 */
public final class BatchKey {
  private final byte[] bytes;

  /** 32 bytes. */
  BatchKey(byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("a batch key has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  static BatchKey make() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new BatchKey(bytes);
  }

  /** For whoever hands it to a box. */
  public byte[] reveal() {
    return bytes.clone();
  }

  /** As it came from a hub: 32 bytes. */
  public static BatchKey of(byte[] bytes) {
    return new BatchKey(bytes);
  }

  /**
   * The code of one place in the batch.
   *
   * @param site what the batch is good for: the name of the site where a box has made it, and the
   *     id of its plan where a hub has
   */
  public VoucherCode.Signed sign(String site, int batch, int serial) {
    return VoucherCode.Signed.of(batch, serial, authenticator(site, batch, serial));
  }

  /** Whether the code was signed with this key for this site. */
  boolean verifies(String site, VoucherCode.Signed code) {
    return CodeKeys.same(authenticator(site, code.batch(), code.serial()), code.authenticator());
  }

  private long authenticator(String site, int batch, int serial) {
    byte[] place = ByteBuffer.allocate(2 * Integer.BYTES).putInt(batch).putInt(serial).array();
    byte[] mac = CodeKeys.hmac(bytes, "voucher/" + site, place);
    return ByteBuffer.wrap(mac).getLong() >>> (Long.SIZE - VoucherCode.MAC_BITS);
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "***";
  }
}
