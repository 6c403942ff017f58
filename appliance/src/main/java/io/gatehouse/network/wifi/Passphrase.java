package io.gatehouse.network.wifi;

import io.gatehouse.network.settings.document.Secrets;
import java.util.Optional;

/**
 * What devices must know to join a network: 8 to 63 printable ASCII characters (IEEE 802.11-2020
 * Annex J.4), or empty for networks that have none. Never shown.
 */
public record Passphrase(String secret) {
  public static final Passphrase NONE = new Passphrase("");

  private static final int SHORTEST = 8;
  private static final int LONGEST = 63;

  /** What is wrong with the text as a passphrase. */
  public static Optional<String> trouble(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return Optional.of("must have 8 to 63 characters, and has " + text.length());
    }
    if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      return Optional.of("must be of letters, digits and signs of plain ASCII");
    }
    return Optional.empty();
  }

  public boolean isEmpty() {
    return secret.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : Secrets.HIDDEN;
  }
}
