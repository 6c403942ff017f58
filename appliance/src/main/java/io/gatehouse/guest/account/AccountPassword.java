package io.gatehouse.guest.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Optional;

/** A guest's password in clear, on its way to being checked or kept. */
public final class AccountPassword {
  /** RADIUS carries no longer one (RFC 2865 §5.2). */
  private static final int LONGEST_BYTES = 128;

  private static final String SYMBOLS = "23456789abcdefghjkmnpqrstvwxyz";
  private static final int RANDOM_SYMBOLS = 12;

  private final String text;

  private AccountPassword(String text) {
    this.text = text;
  }

  /** As it was typed or sent, in the one form that accented letters can take (NFC). */
  public static AccountPassword typed(String text) {
    return new AccountPassword(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  /** A random one of 58 bits that is easy to type on a phone. */
  public static AccountPassword random() {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RANDOM_SYMBOLS; i++) {
      text.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
    }
    return new AccountPassword(text.toString());
  }

  /** Why it cannot be kept, in plain words. */
  Optional<String> weakness(String name) {
    if (text.codePointCount(0, text.length()) < 6) {
      return Optional.of("must have at least 6 characters");
    }
    if (bytes().length > LONGEST_BYTES) {
      return Optional.of("must have at most " + LONGEST_BYTES + " bytes");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("must not have control characters");
    }
    return text.equalsIgnoreCase(name) ? Optional.of("must not be the name") : Optional.empty();
  }

  /** The text itself: for the answer to a challenge, and to show a random one once. */
  public String reveal() {
    return text;
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
