package io.gatehouse.platform.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A long text sealed in pieces (AES-256-GCM), each of which is authentic by itself, in its place
 * and either the last or not: the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár
 * (2015), with the nonce as prefix, number of the piece and mark of the last one.
 */
final class SealedStream {
  static final int PIECE = 64 * 1024;
  static final int TAG = 16;

  private static final int NONCE = 12;

  private final SecretKeySpec key;
  private final byte[] header;
  private final byte[] prefix;
  private int number;

  /**
   * @param header what stands before the pieces; each of them vouches for it
   * @param prefix of the nonces, random for each text of one key
   */
  SealedStream(byte[] key, byte[] header, byte[] prefix) {
    if (prefix.length != SealedOutput.PREFIX) {
      throw new IllegalArgumentException("a prefix of " + prefix.length + " bytes");
    }
    this.key = new SecretKeySpec(key, "AES");
    this.header = header.clone();
    this.prefix = prefix.clone();
  }

  /** The next piece, the other way round. */
  byte[] next(int mode, byte[] piece, int length, boolean last) throws GeneralSecurityException {
    if (number == Integer.MAX_VALUE) {
      throw new GeneralSecurityException("too many pieces for one key");
    }
    byte[] nonce =
        ByteBuffer.allocate(NONCE).put(prefix).putInt(number).put((byte) (last ? 1 : 0)).array();
    number++;
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(header);
    return cipher.doFinal(piece, 0, length);
  }
}
