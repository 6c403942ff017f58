package io.gatehouse.radius.packet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** What a client and a server both know (RFC 2865 §3). Never shown by accident. */
public final class SharedSecret {
  private final byte[] bytes;

  private SharedSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** As it is, whatever its length: peers exist that have short ones. */
  public static SharedSecret of(String text) {
    return new SharedSecret(text.getBytes(StandardCharsets.UTF_8));
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
