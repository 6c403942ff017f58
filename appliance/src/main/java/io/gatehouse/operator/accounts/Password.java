package io.gatehouse.operator.accounts;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A password as it was typed. Its text leaves it only towards the hash. */
public final class Password {
  /** Shorter ones are refused (NIST SP 800-63B asks for 8; nobody types this one often). */
  public static final int SHORTEST = 10;

  private static final int LONGEST = 128;
  private static final String SYMBOLS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int GROUPS = 4;
  private static final int GROUP = 4;

  private final String text;

  private Password(String text) {
    this.text = text;
  }

  /** What was typed, in the one form that accented letters can take (NFKC). */
  public static Password typed(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return new Password(Normalizer.normalize(cut, Normalizer.Form.NFKC));
  }

  /** A random one of 78 bits, easy to read off a label. */
  static Password random(SecureRandom random) {
    StringBuilder text = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      text.append(group == 0 ? "" : "-");
      for (int i = 0; i < GROUP; i++) {
        text.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
      }
    }
    return new Password(text.toString());
  }

  /** Why it cannot be chosen, in plain words; empty where it can. */
  public Optional<String> weakness(String operatorName) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (text.codePointCount(0, text.length()) < SHORTEST) {
      return Optional.of("must have at least " + SHORTEST + " characters");
    }
    if (plain.chars().distinct().count() < 5) {
      return Optional.of("must have at least 5 different characters");
    }
    if (!operatorName.isEmpty() && plain.contains(operatorName.toLowerCase(Locale.ROOT))) {
      return Optional.of("must not contain your name");
    }
    if (CommonPasswords.contains(plain)) {
      return Optional.of("is one of the passwords that everybody tries first");
    }
    return Optional.empty();
  }

  /**
   * How long it would be guessed at, from 0 to 4; 0 for what cannot be chosen. Counts what it is
   * made of, as nobody can know what it was made from.
   */
  public int strength(String operatorName) {
    if (weakness(operatorName).isPresent()) {
      return 0;
    }
    int kinds = 0;
    for (String kind : new String[] {"[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]"}) {
      kinds += Pattern.compile(kind).matcher(text).find() ? 1 : 0;
    }
    double bits = text.codePointCount(0, text.length()) * (2.5 + 0.5 * kinds);
    return bits < 35 ? 1 : bits < 45 ? 2 : bits < 60 ? 3 : 4;
  }

  /** For the hash and for the file of the first password. */
  String reveal() {
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
