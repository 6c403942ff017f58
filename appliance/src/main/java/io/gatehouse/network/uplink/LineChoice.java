package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.journal.Fact;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Which of two lines is used, by what is reached through each: a line that is up and leads nowhere
 * is left, and taken again once it has led somewhere for a while. Guests' sessions do not know of
 * lines. Exists only in a box that has two.
 */
final class LineChoice {
  /** A spare line may be paid for by the megabyte, so while it is not needed it is asked rarely. */
  private static final long SPARE_MILLIS = 60_000;

  /** What somebody else took away comes back after so long. */
  private static final long SAY_AGAIN_MILLIS = 30_000;

  private final Predicate<String> routed;
  private final BiPredicate<String, List<Ipv4>> reaches;
  private final Function<Boolean, String> take;
  private final Consumer<Fact> tell;
  private final LongSupplier millis;

  private List<String> devices = List.of();
  private Sight first = Sight.NONE;
  private Sight second = Sight.NONE;
  private boolean begun;
  private boolean onSecond;
  private long since;
  private long said;
  private String why = "";

  /** Another line is used from now on. */
  public record LineTaken(String line, String device, String why) implements Fact {}

  /**
   * What is known of one line.
   *
   * @param at when it was looked at, in milliseconds
   * @param since since when every look found the same
   */
  private record Sight(boolean routed, boolean good, long at, long since) {
    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final Sight NONE = new Sight(false, false, NEVER, 0);

    Sight next(boolean nowRouted, boolean nowGood, long now) {
      boolean same = at != NEVER && nowGood == good;
      return new Sight(nowRouted, nowGood, now, same ? since : now);
    }

    long lasted(long now) {
      return now - since;
    }

    String trouble(String device, List<Ipv4> asked) {
      return routed
          ? device + " is up, but none of " + asked + " answers through it"
          : "there is no default route out of " + device;
    }
  }

  /**
   * @param routed whether a default route leads out of the device
   * @param reaches whether one of the resolvers answers through the device
   * @param take has the second line used, or the first; an empty answer = done, else why not
   * @param millis a clock that only goes forward
   */
  LineChoice(
      Predicate<String> routed,
      BiPredicate<String, List<Ipv4>> reaches,
      Function<Boolean, String> take,
      Consumer<Fact> tell,
      LongSupplier millis) {
    this.routed = routed;
    this.reaches = reaches;
    this.take = take;
    this.tell = tell;
    this.millis = millis;
  }

  /** Looks at the lines, takes the other one where that is due, and says what is so. */
  UplinkState.Seen look(Uplink uplink) {
    long now = millis.getAsLong();
    if (!uplink.devices().equals(devices)) {
      devices = List.copyOf(uplink.devices());
      first = Sight.NONE;
      second = Sight.NONE;
      begun = false;
    }
    List<Ipv4> asked = uplink.failover().asked();
    first = sight(first, uplink.device(), asked, now);
    if (onSecond || !first.good() || now - second.at() >= SPARE_MILLIS) {
      second = sight(second, uplink.secondDevice(), asked, now);
    }
    String trouble = decide(uplink, now);
    return new UplinkState.Seen(reached(uplink.failover(), now), sentence(uplink, trouble, now));
  }

  private Sight sight(Sight before, String device, List<Ipv4> asked, long now) {
    boolean out = routed.test(device);
    return before.next(out, out && reaches.test(device, asked), now);
  }

  private String decide(Uplink uplink, long now) {
    boolean wanted = wanted(uplink.failover(), now);
    boolean other = !begun || wanted != onSecond;
    if (!other && !(onSecond && now - said >= SAY_AGAIN_MILLIS)) {
      return "";
    }
    String trouble = take.apply(wanted);
    if (!trouble.isEmpty()) {
      return trouble;
    }
    said = now;
    if (other) {
      boolean news = begun || wanted;
      begun = true;
      onSecond = wanted;
      since = now;
      why = reason(uplink, wanted);
      if (news) {
        tell.accept(
            new LineTaken(
                wanted ? "second" : "first",
                wanted ? uplink.secondDevice() : uplink.device(),
                why));
      }
    }
    return "";
  }

  /** True where the second line is the one to use. */
  private boolean wanted(Failover rules, long now) {
    if (!begun) {
      return !first.good() && second.good();
    }
    if (!onSecond) {
      boolean lost = !first.routed() || first.lasted(now) >= rules.leaveAfterSeconds() * 1_000L;
      return !first.good() && second.good() && lost;
    }
    boolean proven = first.lasted(now) >= rules.returnAfterSeconds() * 1_000L;
    boolean worse = !second.good() && second.lasted(now) >= rules.leaveAfterSeconds() * 1_000L;
    return !(first.good() && (proven || worse));
  }

  private String reason(Uplink uplink, boolean taken) {
    List<Ipv4> asked = uplink.failover().asked();
    if (taken) {
      return first.trouble(uplink.device(), asked);
    }
    return second.good()
        ? uplink.device() + " answers again"
        : second.trouble(uplink.secondDevice(), asked);
  }

  /** One lost packet is no outage. */
  private boolean reached(Failover rules, long now) {
    Sight used = onSecond ? second : first;
    return used.good() || (used.routed() && used.lasted(now) < rules.leaveAfterSeconds() * 1_000L);
  }

  private String sentence(Uplink uplink, String trouble, long now) {
    List<Ipv4> asked = uplink.failover().asked();
    String one = uplink.device();
    String two = uplink.secondDevice();
    String spare = second.good() ? "stands by" : "would not do: " + second.trouble(two, asked);
    String text;
    if (!trouble.isEmpty()) {
      text = "the other line is due and could not be taken: " + trouble;
    } else if (!first.good() && !second.good()) {
      text =
          "neither line reaches the internet: %s; %s"
              .formatted(first.trouble(one, asked), second.trouble(two, asked));
    } else if (onSecond) {
      text =
          "the second line %s is in use for %d s, as %s".formatted(two, (now - since) / 1_000, why);
      if (first.good()) {
        text +=
            "; it answers again, and is taken once it has done so for %d s"
                .formatted(uplink.failover().returnAfterSeconds());
      }
    } else if (first.good()) {
      text =
          "the first line %s is in use and reaches the internet; %s %s".formatted(one, two, spare);
    } else {
      text =
          "the first line %s has not answered for %d s; %s is taken after %d"
              .formatted(
                  one, first.lasted(now) / 1_000, two, uplink.failover().leaveAfterSeconds());
    }
    return text;
  }
}
