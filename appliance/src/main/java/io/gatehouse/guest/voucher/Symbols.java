package io.gatehouse.guest.voucher;

/**
 * Crockford's base 32 (no I, L, O, U) with a check symbol: a weighted sum in GF(32) whose weights
 * all differ, so that any one wrong symbol and any two that changed places are noticed.
 */
final class Symbols {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** x^5 + x^2 + 1, which makes x a generator: its first 31 powers are all different. */
  private static final int POLYNOMIAL = 0b100101;

  private Symbols() {}

  /** The value of a symbol as people type it (O is 0, I and L are 1), or -1. */
  static int value(char typed) {
    return switch (typed) {
      case 'O', 'o' -> 0;
      case 'I', 'i', 'L', 'l' -> 1;
      default -> typed < 128 ? ALPHABET.indexOf(Character.toUpperCase(typed)) : -1;
    };
  }

  static char symbol(int value) {
    return ALPHABET.charAt(value);
  }

  /** The check symbol's value for the values before it; at most 30 of them. */
  static int check(int[] values, int count) {
    int sum = 0;
    // The check symbol itself weighs x^0, so the others start at x^1.
    int weight = 1;
    for (int i = 0; i < count; i++) {
      weight = times(weight, 2);
      sum ^= times(weight, values[i]);
    }
    return sum;
  }

  private static int times(int a, int b) {
    int product = 0;
    for (int shifted = a, rest = b; rest != 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        product ^= shifted;
      }
      shifted <<= 1;
      if ((shifted & 32) != 0) {
        shifted ^= POLYNOMIAL;
      }
    }
    return product;
  }

  /** The symbols of a number, most significant first. */
  static void put(int[] values, int at, int count, long number) {
    for (int i = 0; i < count; i++) {
      values[at + i] = (int) (number >>> (5 * (count - 1 - i))) & 31;
    }
  }

  static long get(int[] values, int at, int count) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = (number << 5) | values[at + i];
    }
    return number;
  }

  /** Symbols in groups of four with dashes between them. */
  static String grouped(int[] values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      if (i > 0 && i % 4 == 0) {
        text.append('-');
      }
      text.append(symbol(values[i]));
    }
    return text.toString();
  }
}
