package io.gatehouse.network.settings.document;

import java.util.Optional;

/** What two machines know and nobody else: printable ASCII, never shown. */
public record Secret(String text) {
  public static final Secret NONE = new Secret("");

  /**
   * What is wrong with the text as a secret of this length. A space at an end is refused, as
   * daemons' readers differ on whether it belongs.
   */
  public static Optional<String> trouble(String text, int shortest, int longest) {
    if (text.length() < shortest || text.length() > longest) {
      return Optional.of(
          "must have " + shortest + " to " + longest + " characters, and has " + text.length());
    }
    if (text.chars().anyMatch(c -> c < ' ' || c > '~') || !text.equals(text.strip())) {
      return Optional.of("must be of letters, digits and signs of plain ASCII");
    }
    return Optional.empty();
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : Secrets.HIDDEN;
  }
}
