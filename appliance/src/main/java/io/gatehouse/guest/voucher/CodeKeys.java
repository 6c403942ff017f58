package io.gatehouse.guest.voucher;

import io.gatehouse.platform.seal.KeyFile;
import io.gatehouse.platform.seal.SealingKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The box's secrets around codes: one key that codes are digested with before they are stored, and
 * one that seals the batch keys kept in the database. Without this file a copied database yields no
 * code.
 */
public final class CodeKeys {
  private static final int KEY_BYTES = SealingKey.BYTES;

  private final byte[] digestKey;
  private final SealingKey sealingKey;

  private CodeKeys(byte[] material) {
    digestKey = Arrays.copyOfRange(material, 0, KEY_BYTES);
    sealingKey = new SealingKey(Arrays.copyOfRange(material, KEY_BYTES, 2 * KEY_BYTES));
  }

  /**
   * Reads {@code codes.key} in the directory, or makes it at the first start (owner-only, on disk
   * before it is used).
   */
  public static CodeKeys open(Path directory) {
    return new CodeKeys(KeyFile.readOrMake(directory.resolve("codes.key"), 2 * KEY_BYTES));
  }

  /** What is stored of a random code. */
  byte[] digest(VoucherCode.Random code) {
    return hmac(digestKey, "code", code.text().getBytes(StandardCharsets.US_ASCII));
  }

  /** What is stored of any other secret a guest holds, such as a resume token. */
  public byte[] digest(String purpose, byte[] secret) {
    return hmac(digestKey, purpose, secret);
  }

  /** Encrypts a batch's key for the database, bound to that batch. */
  byte[] seal(BatchKey key, String batchId) {
    return sealingKey.seal(key.bytes(), batchId);
  }

  BatchKey unseal(byte[] sealed, String batchId) {
    return new BatchKey(sealingKey.unseal(sealed, batchId));
  }

  byte[] seal(SiteKey key) {
    return sealingKey.seal(key.reveal(), "site");
  }

  SiteKey unsealSite(byte[] sealed) {
    return SiteKey.of(sealingKey.unseal(sealed, "site"));
  }

  static byte[] hmac(byte[] key, String purpose, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256", e);
    }
  }

  /** Compares in a time that says nothing about where the difference is. */
  static boolean same(long a, long b) {
    return MessageDigest.isEqual(
        ByteBuffer.allocate(Long.BYTES).putLong(a).array(),
        ByteBuffer.allocate(Long.BYTES).putLong(b).array());
  }

  @Override
  public String toString() {
    return "***";
  }
}
