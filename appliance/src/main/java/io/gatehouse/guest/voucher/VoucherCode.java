package io.gatehouse.guest.voucher;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What is printed on a voucher. Two kinds, told apart by the first symbol; the last symbol is a
 * check.
 *
 * <pre>
 * R xxxxxxxxxx c         random: 50 random bits, made and redeemed by the same site
 * S bb ssss mmmmmmmm c   signed: batch, serial, 40 bits of HMAC-SHA256 under the batch's key
 * </pre>
 *
 * A code is a secret, so {@code toString} hides it; {@link #text} is for the print page alone.
 */
public abstract sealed class VoucherCode {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int VERSION_RANDOM = Symbols.value('R');
  private static final int VERSION_SIGNED = Symbols.value('S');
  private static final int RANDOM_LENGTH = 12;
  private static final int SIGNED_LENGTH = 16;

  /** Longer input is no code, whatever it holds. */
  private static final int LONGEST_INPUT = 80;

  /** Batch numbers have two symbols, serials four, authenticators eight. */
  public static final int BATCHES = 1 << 10;

  /** Batches from this number on are made by a hub, those below by the box itself. */
  public static final int HUB_BATCHES = BATCHES / 2;

  public static final int SERIALS = 1 << 20;
  static final int MAC_BITS = 40;

  private final int[] values;

  private VoucherCode(int[] values) {
    this.values = values;
  }

  /** A code that is looked up. */
  public static final class Random extends VoucherCode {
    private Random(int[] values) {
      super(values);
    }

    /** A fresh one. */
    static Random make() {
      int[] values = new int[RANDOM_LENGTH];
      values[0] = VERSION_RANDOM;
      Symbols.put(values, 1, 10, RANDOM.nextLong());
      return new Random(checked(values));
    }
  }

  /** A code that proves itself by its batch's key. */
  public static final class Signed extends VoucherCode {
    private Signed(int[] values) {
      super(values);
    }

    /** Batch 0 to 1023, serial 0 to 1,048,575, the authenticator's low 40 bits are used. */
    static Signed of(int batch, int serial, long authenticator) {
      if (batch < 0 || batch >= BATCHES || serial < 0 || serial >= SERIALS) {
        throw new IllegalArgumentException("no such place in a batch: " + batch + "/" + serial);
      }
      int[] values = new int[SIGNED_LENGTH];
      values[0] = VERSION_SIGNED;
      Symbols.put(values, 1, 2, batch);
      Symbols.put(values, 3, 4, serial);
      Symbols.put(values, 7, 8, authenticator);
      return new Signed(checked(values));
    }

    public int batch() {
      return (int) Symbols.get(values(), 1, 2);
    }

    public int serial() {
      return (int) Symbols.get(values(), 3, 4);
    }

    long authenticator() {
      return Symbols.get(values(), 7, 8);
    }
  }

  /** What typed text turned out to be. */
  public sealed interface Parsed {
    /** Well-formed; whether it is worth anything is another question. */
    record Code(VoucherCode code) implements Parsed {}

    /** As long as a code, but the check symbol does not fit. */
    record Typo() implements Parsed {}

    /** Nothing like a code. */
    record Malformed() implements Parsed {}
  }

  /**
   * Reads what a guest typed: any case, O for 0, I and L for 1, blanks and dashes anywhere, and the
   * prefix that stood before the code on paper.
   */
  public static Parsed parse(String typed) {
    if (typed == null || typed.length() > LONGEST_INPUT) {
      return new Parsed.Malformed();
    }
    int[] tail = new int[SIGNED_LENGTH + 1];
    int count = 0;
    int at = typed.length() - 1;
    for (; at >= 0 && count < tail.length; at--) {
      char c = typed.charAt(at);
      int value = Symbols.value(c);
      if (value >= 0) {
        tail[tail.length - ++count] = value;
      } else if (c != '-' && !Character.isWhitespace(c)) {
        break;
      }
    }
    boolean prefixed = at >= 0;
    int[] whole = Arrays.copyOfRange(tail, tail.length - count, tail.length);
    if (!prefixed && (count == RANDOM_LENGTH || count == SIGNED_LENGTH)) {
      return exactly(whole);
    }
    Parsed random = ending(whole, RANDOM_LENGTH);
    return random instanceof Parsed.Code ? random : ending(whole, SIGNED_LENGTH);
  }

  private static Parsed exactly(int[] values) {
    int version = values.length == RANDOM_LENGTH ? VERSION_RANDOM : VERSION_SIGNED;
    if (values[0] == version || values.length == RANDOM_LENGTH) {
      return judge(values, version);
    }
    // A prefix of four and a random code. This comes first: 1 in 32 of them also look like a signed
    // code whose first symbol was mistyped.
    if (ending(values, RANDOM_LENGTH) instanceof Parsed.Code code) {
      return code;
    }
    int[] meant = values.clone();
    meant[0] = version;
    return Symbols.check(meant, meant.length - 1) == meant[meant.length - 1]
        ? new Parsed.Typo()
        : judge(values, version);
  }

  private static Parsed ending(int[] values, int length) {
    if (values.length < length) {
      return new Parsed.Malformed();
    }
    return judge(
        Arrays.copyOfRange(values, values.length - length, values.length),
        length == RANDOM_LENGTH ? VERSION_RANDOM : VERSION_SIGNED);
  }

  private static Parsed judge(int[] values, int version) {
    int last = values.length - 1;
    if (Symbols.check(values, last) != values[last]) {
      return new Parsed.Typo();
    }
    if (values[0] != version) {
      return new Parsed.Malformed();
    }
    return new Parsed.Code(
        values.length == RANDOM_LENGTH ? new Random(values) : new Signed(values));
  }

  private static int[] checked(int[] values) {
    values[values.length - 1] = Symbols.check(values, values.length - 1);
    return values;
  }

  /** As it is printed, in groups of four. */
  public String text() {
    return Symbols.grouped(values);
  }

  /** The last four symbols: enough for a person to tell vouchers apart, too little to use. */
  String hint() {
    return text().substring(text().length() - 4);
  }

  int[] values() {
    return values;
  }

  @Override
  public String toString() {
    return "***";
  }
}
