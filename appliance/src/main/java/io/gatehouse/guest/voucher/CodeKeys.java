package io.gatehouse.guest.voucher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The box's secrets around codes: one key that codes are digested with before they are stored, and
 * one that seals the batch keys kept in the database. Without this file a copied database yields no
 * code.
 */
public final class CodeKeys {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final byte[] digestKey;
  private final byte[] sealingKey;

  private CodeKeys(byte[] material) {
    digestKey = Arrays.copyOfRange(material, 0, KEY_BYTES);
    sealingKey = Arrays.copyOfRange(material, KEY_BYTES, 2 * KEY_BYTES);
  }

  /**
   * Reads {@code codes.key} in the directory, or makes it at the first start (owner-only, on disk
   * before it is used).
   */
  public static CodeKeys open(Path directory) {
    Path file = directory.resolve("codes.key");
    try {
      if (!Files.exists(file)) {
        create(directory, file);
      }
      byte[] material = Files.readAllBytes(file);
      if (material.length != 2 * KEY_BYTES) {
        throw new IllegalStateException(
            file + " has " + material.length + " bytes where " + 2 * KEY_BYTES + " belong");
      }
      return new CodeKeys(material);
    } catch (IOException e) {
      throw new UncheckedIOException("key file " + file, e);
    }
  }

  private static void create(Path directory, Path file) throws IOException {
    byte[] material = new byte[2 * KEY_BYTES];
    new SecureRandom().nextBytes(material);
    Files.createDirectories(directory);
    Path fresh = directory.resolve("codes.key.new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer rest = ByteBuffer.wrap(material);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel parent = FileChannel.open(directory, Set.of(StandardOpenOption.READ))) {
      parent.force(true);
    }
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
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, key.bytes(), batchId);
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  BatchKey unseal(byte[] sealed, String batchId) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] text = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return new BatchKey(crypt(Cipher.DECRYPT_MODE, nonce, text, batchId));
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] text, String batchId) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(sealingKey, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(batchId.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key of batch " + batchId + " does not open", e);
    }
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
