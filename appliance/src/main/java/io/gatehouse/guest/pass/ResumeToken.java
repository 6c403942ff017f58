package io.gatehouse.guest.pass;

import io.gatehouse.guest.voucher.CodeKeys;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** 128 random bits that prove a place in a pass. Only a keyed digest is stored. */
public final class ResumeToken {
  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] secret;

  private ResumeToken(byte[] secret) {
    this.secret = secret;
  }

  public static ResumeToken make() {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return new ResumeToken(secret);
  }

  /** Reads what a browser sent; anything that is no token is empty. */
  public static Optional<ResumeToken> parse(String text) {
    if (text == null || !text.matches("[A-Za-z0-9_-]{22}")) {
      return Optional.empty();
    }
    return Optional.of(new ResumeToken(Base64.getUrlDecoder().decode(text)));
  }

  /** For the guest's cookie. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  public byte[] digest(CodeKeys keys) {
    return keys.digest("resume", secret);
  }

  @Override
  public String toString() {
    return "***";
  }
}
