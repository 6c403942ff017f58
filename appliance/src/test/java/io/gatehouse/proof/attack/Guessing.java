package io.gatehouse.proof.attack;

import io.gatehouse.guest.voucher.VoucherCode;
import io.gatehouse.lab.Lab;
import java.time.Duration;
import java.util.SplittableRandom;

/** Trying codes that pass for real ones: only the box can tell that they are not. */
public final class Guessing {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private Guessing() {}

  /**
   * What was answered.
   *
   * @param looked codes that were looked up and not found
   * @param unheard refused without a look, as too many had been tried
   * @param other any other answer, or none
   */
  public record Tally(long accepted, long looked, long unheard, long other) {
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    public long answered() {
      return accepted + looked + unheard + other;
    }

    public Tally plus(Tally more) {
      return new Tally(
          accepted + more.accepted,
          looked + more.looked,
          unheard + more.unheard,
          other + more.other);
    }
  }

  public static void prepare(Lab lab) {
    StarvingAttack.resource(lab, "guess.pl");
  }

  /** Sends the codes, one a line, from a node over a kept connection. */
  public static Tally send(Lab lab, String node, String codes) {
    Tally tally = Tally.NONE;
    String statuses = lab.feed(node, LIMIT, codes, "perl", "/run/lab/guess.pl", "10.20.0.1").must();
    for (String status : statuses.lines().toList()) {
      tally =
          tally.plus(
              switch (status) {
                case "303" -> new Tally(1, 0, 0, 0);
                case "422" -> new Tally(0, 1, 0, 0);
                case "429" -> new Tally(0, 0, 1, 0);
                default -> new Tally(0, 0, 0, 1);
              });
    }
    return tally;
  }

  /**
   * @param good a real code to begin with, empty for none
   */
  public static String codes(SplittableRandom chances, int count, String good) {
    StringBuilder text = new StringBuilder();
    if (!good.isEmpty()) {
      text.append(good).append('\n');
    }
    for (int i = 0; i < count; i++) {
      StringBuilder code = new StringBuilder("R");
      while (code.length() < 11) {
        code.append(SYMBOLS.charAt(chances.nextInt(32)));
      }
      for (int at = 0; at < SYMBOLS.length(); at++) {
        char last = SYMBOLS.charAt(at);
        if (VoucherCode.parse(code.toString() + last) instanceof VoucherCode.Parsed.Code) {
          text.append(code).append(last).append('\n');
          break;
        }
      }
    }
    return text.toString();
  }
}
