package io.gatehouse.radius.packet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** What a client and a server both know (RFC 2865 §3). Never shown by accident. */
public final class SharedSecret {
  /** What a generated one has: 32 characters. */
  public static final int GENERATED_BYTES = 24;

  /** Shorter ones fall to a guess against one recorded packet. */
  public static final int SHORTEST = 16;

  private static final int LONGEST = 128;

  private final byte[] bytes;

  private SharedSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** 24 random bytes in the letters, digits, - and _ that every router takes. */
  public static SharedSecret generate() {
    byte[] random = new byte[GENERATED_BYTES];
    new SecureRandom().nextBytes(random);
    return of(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** As it is, whatever its length: peers exist that have short ones. */
  public static SharedSecret of(String text) {
    return new SharedSecret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What is wrong with the text as a secret. */
  public static Optional<String> trouble(String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length < SHORTEST || length > LONGEST) {
      return Optional.of("must have " + SHORTEST + " to " + LONGEST + " bytes, and has " + length);
    }
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return Optional.of("must be without control characters");
    }
    return Optional.empty();
  }

  byte[] bytes() {
    return bytes;
  }

  /** The secret itself, to be shown to who may see it or stored where it is sealed. */
  public String reveal() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A signer of its own; about 1 µs to make. */
  public Signer signer() {
    return new Signer(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SharedSecret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "***";
  }
}
