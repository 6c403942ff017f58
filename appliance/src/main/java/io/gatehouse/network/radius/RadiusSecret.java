package io.gatehouse.network.radius;

import io.gatehouse.network.settings.document.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** What a RADIUS client and its server both know (RFC 2865 §3). Never shown. */
public record RadiusSecret(String secret) {
  /** Shorter ones fall to guesses against one recorded packet. */
  private static final int SHORTEST = 16;

  private static final int LONGEST = 128;
  private static final int GENERATED_BYTES = 24;

  /** 24 random bytes, in 32 signs that every router takes. */
  public static RadiusSecret generate() {
    byte[] random = new byte[GENERATED_BYTES];
    new SecureRandom().nextBytes(random);
    return new RadiusSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
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

  @Override
  public String toString() {
    return secret.isEmpty() ? "" : Secrets.HIDDEN;
  }
}
