package io.gatehouse.sync.wire;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Locale;

/** Crockford's base 32: five bits a symbol, none of which looks like another. */
final class Symbols {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS = 5;

  private Symbols() {}

  static String random(int count) {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  static char of(int value) {
    return ALPHABET.charAt(value & 31);
  }

  static String encode(byte[] bytes) {
    int symbols = (bytes.length * 8 + BITS - 1) / BITS;
    BigInteger rest = new BigInteger(1, bytes);
    char[] text = new char[symbols];
    for (int i = symbols - 1; i >= 0; i--) {
      text[i] = of(rest.intValue());
      rest = rest.shiftRight(BITS);
    }
    return new String(text);
  }

  /**
   * @param length in bytes; what the symbols say beyond it is lost, so callers check what they get
   */
  static byte[] decode(String text, int length) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      value = value.shiftLeft(BITS).or(BigInteger.valueOf(ALPHABET.indexOf(text.charAt(i))));
    }
    byte[] bytes = new byte[length];
    for (int i = length - 1; i >= 0; i--) {
      bytes[i] = value.byteValue();
      value = value.shiftRight(8);
    }
    return bytes;
  }

  /** As people type it: any case, O for 0, I and L for 1, spaces and hyphens anywhere. */
  static String tidy(String typed) {
    return typed
        .toUpperCase(Locale.ROOT)
        .replaceAll("[\\s-]", "")
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }

  static boolean valid(String text) {
    return text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }
}
