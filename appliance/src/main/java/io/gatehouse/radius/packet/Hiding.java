package io.gatehouse.radius.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values that travel hidden by the secret: User-Password (RFC 2865 §5.2), Tunnel-Password (RFC 2868
 * §3.5) and the keys of RFC 2548 §2.4. Each block of 16 is mixed with MD5(secret + the block
 * before), the first with MD5(secret + request authenticator + salt).
 */
public final class Hiding {
  public static final int BLOCK = 16;

  /** RFC 2865 §5.2. */
  public static final int LONGEST_PASSWORD = 128;

  private static final byte[] NO_SALT = {};

  private Hiding() {}

  /** A password as it stands in an Access-Request with that authenticator. */
  public static byte[] hidePassword(String password, Signer signer, byte[] authenticator) {
    byte[] clear = password.getBytes(StandardCharsets.UTF_8);
    if (clear.length > LONGEST_PASSWORD) {
      throw new IllegalArgumentException("a password has at most 128 bytes, not " + clear.length);
    }
    byte[] hidden = Arrays.copyOf(clear, Math.max(BLOCK, (clear.length + 15) / BLOCK * BLOCK));
    hide(hidden, 0, hidden.length, signer, authenticator, 0, NO_SALT, 0, 0);
    return hidden;
  }

  /** The password of a checked Access-Request, without the zeros that fill its last block. */
  public static byte[] password(Packet request, int at, Signer signer) {
    byte[] clear = request.valueCopy(at);
    reveal(clear, 0, clear.length, signer, request.bytes(), request.authenticator(), NO_SALT, 0, 0);
    int length = clear.length;
    while (length > 0 && clear[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(clear, length);
  }

  /**
   * A key or password as it stands behind a salt (RFC 2868 §3.5, RFC 2548 §2.4.2).
   *
   * @param salt 0 to 32,767; different for each hidden value of a packet
   * @return salt, then the hidden length, value and padding
   */
  public static byte[] hideSalted(
      byte[] clear, int salt, Signer signer, byte[] authenticator, int authenticatorAt) {
    int blocks = (1 + clear.length + 15) / BLOCK;
    byte[] out = new byte[2 + blocks * BLOCK];
    out[0] = (byte) (0x80 | salt >> 8);
    out[1] = (byte) salt;
    out[2] = (byte) clear.length;
    System.arraycopy(clear, 0, out, 3, clear.length);
    hide(out, 2, out.length - 2, signer, authenticator, authenticatorAt, out, 0, 2);
    return out;
  }

  /** The clear value behind a salt at that place, or null where its length is a lie. */
  public static byte[] salted(
      byte[] bytes, int saltAt, int length, Signer signer, byte[] authenticator, int from) {
    if (length < 2 + BLOCK || (length - 2) % BLOCK != 0) {
      return null;
    }
    byte[] all = Arrays.copyOfRange(bytes, saltAt, saltAt + length);
    reveal(all, 2, length - 2, signer, authenticator, from, all, 0, 2);
    int clear = all[2] & 0xff;
    return clear > length - 3 ? null : Arrays.copyOfRange(all, 3, 3 + clear);
  }

  static void hide(
      byte[] bytes,
      int at,
      int length,
      Signer signer,
      byte[] authenticator,
      int authenticatorAt,
      byte[] salt,
      int saltAt,
      int saltLength) {
    for (int block = at; block < at + length; block += BLOCK) {
      byte[] stream =
          block == at
              ? signer.stream(authenticator, authenticatorAt, BLOCK, salt, saltAt, saltLength)
              : signer.stream(bytes, block - BLOCK, BLOCK, NO_SALT, 0, 0);
      mix(bytes, block, stream);
    }
  }

  /** From the last block to the first, as each needs the hidden one before it. */
  static void reveal(
      byte[] bytes,
      int at,
      int length,
      Signer signer,
      byte[] authenticator,
      int authenticatorAt,
      byte[] salt,
      int saltAt,
      int saltLength) {
    for (int block = at + length - BLOCK; block >= at; block -= BLOCK) {
      byte[] stream =
          block == at
              ? signer.stream(authenticator, authenticatorAt, BLOCK, salt, saltAt, saltLength)
              : signer.stream(bytes, block - BLOCK, BLOCK, NO_SALT, 0, 0);
      mix(bytes, block, stream);
    }
  }

  /** Takes a hidden password from one secret and authenticator to others, in place. */
  static void move(
      byte[] bytes,
      int at,
      int length,
      Signer from,
      byte[] fromAuthenticator,
      int fromAt,
      Signer to,
      byte[] toAuthenticator,
      int toAt) {
    reveal(bytes, at, length, from, fromAuthenticator, fromAt, NO_SALT, 0, 0);
    hide(bytes, at, length, to, toAuthenticator, toAt, NO_SALT, 0, 0);
  }

  private static void mix(byte[] bytes, int at, byte[] stream) {
    for (int i = 0; i < BLOCK; i++) {
      bytes[at + i] ^= stream[i];
    }
  }
}
