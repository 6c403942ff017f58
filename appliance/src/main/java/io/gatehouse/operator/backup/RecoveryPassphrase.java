package io.gatehouse.operator.backup;

import io.gatehouse.operator.accounts.Password;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/** What a person keeps to open backups with, on this box or another. The box does not keep it. */
public final class RecoveryPassphrase {
  /** A lost backup can be guessed at for years, so it is longer than a password. */
  public static final int SHORTEST = 14;

  public static final int LONGEST = 128;

  private final String text;

  private RecoveryPassphrase(String text) {
    this.text = text;
  }

  /** What was typed, in the one form that accented letters can take (NFKC). */
  public static RecoveryPassphrase typed(String text) {
    return new RecoveryPassphrase(Normalizer.normalize(text, Normalizer.Form.NFKC));
  }

  /** Why it cannot be chosen; empty where it can. */
  public Optional<String> weakness() {
    int length = text.codePointCount(0, text.length());
    if (length < SHORTEST || length > LONGEST) {
      return Optional.of("must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    return Password.typed(text).weakness("");
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
