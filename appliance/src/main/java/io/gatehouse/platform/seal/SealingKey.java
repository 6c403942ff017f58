package io.gatehouse.platform.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals what must not lie open in the database (AES-256-GCM). */
public final class SealingKey {
  public static final int BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;

  /**
   * @param material 32 bytes
   */
  public SealingKey(byte[] material) {
    key = new SecretKeySpec(material, "AES");
  }

  /** The key in a file of its own, made at the first start. */
  public static SealingKey open(Path file) {
    return new SealingKey(KeyFile.readOrMake(file, BYTES));
  }

  /**
   * Encrypts.
   *
   * @param place names what it is for; what is sealed for one place does not open at another
   */
  public byte[] seal(byte[] text, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, text, place);
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  /** The text; what was sealed by another key, or for another place, is broken machinery. */
  public byte[] unseal(byte[] sealed, String place) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] text = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return crypt(Cipher.DECRYPT_MODE, nonce, text, place);
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] text, String place) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what was sealed for " + place + " does not open", e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
