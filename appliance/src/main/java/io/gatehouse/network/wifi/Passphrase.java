package io.gatehouse.network.wifi;

import io.gatehouse.network.settings.document.Secrets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What devices must know to join a network: 8 to 63 printable ASCII characters (IEEE 802.11-2020
 * Annex J.4), or the key itself in 64 hexadecimal digits, or empty for networks that have none.
 * Never shown.
 */
public record Passphrase(String secret) {
  public static final Passphrase NONE = new Passphrase("");

  private static final int SHORTEST = 8;
  private static final int LONGEST = 63;
  private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{64}");

  /** What is wrong with the text as a passphrase. */
  public static Optional<String> trouble(String text) {
    if (KEY.matcher(text).matches()) {
      return Optional.empty();
    }
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return Optional.of(
          "must have 8 to 63 characters or 64 hexadecimal digits, and has " + text.length());
    }
    if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      return Optional.of("must be of letters, digits and signs of plain ASCII");
    }
    return Optional.empty();
  }

  /** True where it is the key that a passphrase would be made into. */
  public boolean isKey() {
    return KEY.matcher(secret).matches();
  }

  public boolean isEmpty() {
    return secret.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : Secrets.HIDDEN;
  }
}
