package io.gatehouse.radius.packet;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Signs and verifies with one secret: the authenticators of RFC 2865 §3, 2866 §3 and 5176 §2.3, and
 * Message-Authenticator (RFC 3579 §3.2). MD5 is what the protocol has; the states after the secret
 * are kept and cloned, which is cheaper than {@code javax.crypto.Mac}. Not safe for several
 * threads; make one per thread, or guard it.
 */
public final class Signer {
  private static final int BLOCK = 64;
  static final int DIGEST = 16;
  private static final byte[] ZEROS = new byte[DIGEST];

  private final byte[] secret;
  private final MessageDigest plain = md5();
  private final MessageDigest afterSecret = md5();
  private final MessageDigest inner = md5();
  private final MessageDigest outer = md5();
  private final byte[] digest = new byte[DIGEST];
  private final byte[] kept = new byte[DIGEST];
  private final byte[] keptAuthenticator = new byte[DIGEST];

  Signer(SharedSecret shared) {
    secret = shared.bytes();
    afterSecret.update(secret);
    byte[] key = secret.length > BLOCK ? md5().digest(secret) : secret;
    byte[] pad = new byte[BLOCK];
    Arrays.fill(pad, (byte) 0x36);
    mix(pad, key);
    inner.update(pad);
    Arrays.fill(pad, (byte) 0x5c);
    mix(pad, key);
    outer.update(pad);
  }

  private static void mix(byte[] pad, byte[] key) {
    for (int i = 0; i < key.length; i++) {
      pad[i] ^= key[i];
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  private static MessageDigest copy(MessageDigest state) {
    try {
      return (MessageDigest) state.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's MD5 can be cloned", e);
    }
  }

  private static void finish(MessageDigest state, byte[] out) {
    try {
      state.digest(out, 0, DIGEST);
    } catch (DigestException e) {
      throw new IllegalStateException("MD5 has 16 bytes", e);
    }
  }

  /** MD5(secret + the parts): the stream that passwords are hidden in; good until the next call. */
  byte[] stream(byte[] first, int at, int length, byte[] second, int secondAt, int secondLength) {
    MessageDigest state = copy(afterSecret);
    state.update(first, at, length);
    if (secondLength > 0) {
      state.update(second, secondAt, secondLength);
    }
    finish(state, digest);
    return digest;
  }

  /** True where the authenticator of an Accounting-, Disconnect- or CoA-Request is right. */
  public boolean requestHolds(Packet request) {
    requestDigest(request);
    return same(digest, request.bytes(), request.authenticator());
  }

  /** Writes the authenticator of an Accounting-, Disconnect- or CoA-Request. */
  public void signRequest(Packet request) {
    requestDigest(request);
    System.arraycopy(digest, 0, request.bytes(), request.authenticator(), DIGEST);
  }

  private void requestDigest(Packet request) {
    plain.update(request.bytes(), request.offset(), Packet.AUTHENTICATOR);
    plain.update(ZEROS);
    plain.update(request.bytes(), request.first(), request.length() - Packet.HEADER);
    plain.update(secret);
    finish(plain, digest);
  }

  /** True where the reply was made for the request whose authenticator stands there. */
  public boolean replyHolds(Packet reply, byte[] requestAuthenticator, int at) {
    replyDigest(reply, requestAuthenticator, at);
    return same(digest, reply.bytes(), reply.authenticator());
  }

  /** Writes the authenticator of a reply, after {@link #signMessage}. */
  public void signReply(Packet reply, byte[] requestAuthenticator, int at) {
    replyDigest(reply, requestAuthenticator, at);
    System.arraycopy(digest, 0, reply.bytes(), reply.authenticator(), DIGEST);
  }

  private void replyDigest(Packet reply, byte[] requestAuthenticator, int at) {
    plain.update(reply.bytes(), reply.offset(), Packet.AUTHENTICATOR);
    plain.update(requestAuthenticator, at, DIGEST);
    plain.update(reply.bytes(), reply.first(), reply.length() - Packet.HEADER);
    plain.update(secret);
    finish(plain, digest);
  }

  /** The authenticator a request's Message-Authenticator counts with, for {@link #messageHolds}. */
  private static boolean countsWithZeros(int code) {
    return Code.isSignedByAuthenticator(code);
  }

  /** True where the Message-Authenticator at that place of a request is right. */
  public boolean messageHolds(Packet request, int at) {
    return countsWithZeros(request.code())
        ? messageHolds(request, at, ZEROS, 0)
        : messageHolds(request, at, request.bytes(), request.authenticator());
  }

  /** True where the Message-Authenticator at that place of a reply is right. */
  public boolean messageHolds(Packet packet, int at, byte[] requestAuthenticator, int from) {
    byte[] bytes = packet.bytes();
    System.arraycopy(bytes, at + 2, kept, 0, DIGEST);
    messageDigest(packet, at, requestAuthenticator, from);
    System.arraycopy(kept, 0, bytes, at + 2, DIGEST);
    return same(digest, kept, 0);
  }

  /** Writes a request's Message-Authenticator; before {@link #signRequest}. */
  public void signMessage(Packet request, int at) {
    if (countsWithZeros(request.code())) {
      signMessage(request, at, ZEROS, 0);
    } else {
      signMessage(request, at, request.bytes(), request.authenticator());
    }
  }

  /** Writes a reply's Message-Authenticator; before {@link #signReply}. */
  public void signMessage(Packet packet, int at, byte[] requestAuthenticator, int from) {
    messageDigest(packet, at, requestAuthenticator, from);
    System.arraycopy(digest, 0, packet.bytes(), at + 2, DIGEST);
  }

  /** With the value as zeros and the request's authenticator in place; the latter is put back. */
  private void messageDigest(Packet packet, int at, byte[] requestAuthenticator, int from) {
    byte[] bytes = packet.bytes();
    int authenticator = packet.authenticator();
    System.arraycopy(bytes, authenticator, keptAuthenticator, 0, DIGEST);
    System.arraycopy(requestAuthenticator, from, bytes, authenticator, DIGEST);
    Arrays.fill(bytes, at + 2, at + 2 + DIGEST, (byte) 0);
    MessageDigest state = copy(inner);
    state.update(bytes, packet.offset(), packet.length());
    finish(state, digest);
    System.arraycopy(keptAuthenticator, 0, bytes, authenticator, DIGEST);
    state = copy(outer);
    state.update(digest);
    finish(state, digest);
  }

  /** Takes as long for a wrong first byte as for a wrong last one. */
  private static boolean same(byte[] expected, byte[] bytes, int at) {
    int difference = 0;
    for (int i = 0; i < DIGEST; i++) {
      difference |= expected[i] ^ bytes[at + i];
    }
    return difference == 0;
  }

  @Override
  public String toString() {
    return "***";
  }
}
