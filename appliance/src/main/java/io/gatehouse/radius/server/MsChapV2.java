package io.gatehouse.radius.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.MD4Digest;

/** The server's side of MS-CHAPv2 (RFC 2759 §8) and the keys that come out of it (RFC 3079 §3). */
final class MsChapV2 {
  private static final byte[] SIGNING = ascii("Magic server to client signing constant");
  private static final byte[] PAD = ascii("Pad to make it do more than one iteration");
  private static final byte[] MASTER = ascii("This is the MPPE Master Key");
  private static final byte[] CLIENT_SENDS =
      ascii(
          "On the client side, this is the send key; "
              + "on the server side, it is the receive key.");
  private static final byte[] SERVER_SENDS =
      ascii(
          "On the client side, this is the receive key; "
              + "on the server side, it is the send key.");

  private final byte[] response;
  private final byte[] expected;
  private final byte[] challenge;
  private final byte[] hashHash;

  /**
   * @param userName as it was sent; what stands before a backslash is left out (RFC 2759 §4)
   */
  MsChapV2(
      byte[] authenticatorChallenge,
      byte[] peerChallenge,
      byte[] response,
      String userName,
      String password) {
    this.response = response;
    byte[] name = userName.substring(userName.indexOf('\\') + 1).getBytes(StandardCharsets.UTF_8);
    challenge = Arrays.copyOf(sha1(peerChallenge, authenticatorChallenge, name), 8);
    byte[] hash = md4(password.getBytes(StandardCharsets.UTF_16LE));
    hashHash = md4(hash);
    expected = challengeResponse(challenge, hash);
  }

  boolean holds() {
    return MessageDigest.isEqual(expected, response);
  }

  /** {@code S=} and 40 hex digits, which prove to the peer that the server knows the password. */
  String authenticatorResponse() {
    byte[] digest = sha1(sha1(hashHash, response, SIGNING), challenge, PAD);
    return "S=" + HexFormat.of().withUpperCase().formatHex(digest);
  }

  /** 16 bytes: what the server encrypts with. */
  byte[] sendKey() {
    return key(SERVER_SENDS);
  }

  /** 16 bytes: what the server decrypts with. */
  byte[] receiveKey() {
    return key(CLIENT_SENDS);
  }

  private byte[] key(byte[] magic) {
    byte[] master = Arrays.copyOf(sha1(hashHash, response, MASTER), 16);
    byte[] pad1 = new byte[40];
    byte[] pad2 = new byte[40];
    Arrays.fill(pad2, (byte) 0xf2);
    return Arrays.copyOf(sha1(master, pad1, magic, pad2), 16);
  }

  /** RFC 2759 §8.5: the hash, with zeros behind it, is three DES keys. */
  private static byte[] challengeResponse(byte[] challenge, byte[] hash) {
    byte[] padded = Arrays.copyOf(hash, 21);
    byte[] out = new byte[24];
    for (int i = 0; i < 3; i++) {
      byte[] key = desKey(Arrays.copyOfRange(padded, i * 7, i * 7 + 7));
      try {
        Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
        des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
        System.arraycopy(des.doFinal(challenge), 0, out, i * 8, 8);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("DES", e);
      }
    }
    return out;
  }

  /** 56 bits, seven to a byte; the eighth is parity, which DES does not look at. */
  private static byte[] desKey(byte[] seven) {
    long bits = 0;
    for (byte b : seven) {
      bits = bits << 8 | (b & 0xff);
    }
    byte[] key = new byte[8];
    for (int i = 0; i < 8; i++) {
      key[i] = (byte) ((bits >>> (49 - 7 * i)) << 1);
    }
    return key;
  }

  private static byte[] md4(byte[] text) {
    MD4Digest md4 = new MD4Digest();
    md4.update(text, 0, text.length);
    byte[] out = new byte[md4.getDigestSize()];
    md4.doFinal(out, 0);
    return out;
  }

  private static byte[] sha1(byte[]... parts) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      for (byte[] part : parts) {
        sha1.update(part);
      }
      return sha1.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-1", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
