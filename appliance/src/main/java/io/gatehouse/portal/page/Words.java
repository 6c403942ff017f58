package io.gatehouse.portal.page;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.template.Messages;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times, amounts and speeds as people of one language read them. */
final class Words {
  private final Messages messages;
  private final Locale locale;

  Words(String language) {
    this.messages = Messages.of(language);
    // One kind of digits on a page: codes and addresses have Latin ones.
    this.locale = Locale.forLanguageTag(language + "-u-nu-latn");
  }

  String text(String key, Object... args) {
    return messages.text("portal." + key, args);
  }

  /** Foreign words inside a sentence, so that they do not turn its order around (UAX 9). */
  static String isolated(String text) {
    return text.isBlank() ? "" : "\u2068" + text + "\u2069";
  }

  /** Two units at most: days and hours, hours and minutes, minutes, or seconds. */
  String time(long seconds) {
    if (seconds >= 86_400) {
      return two("days", seconds / 86_400, seconds % 86_400 / 3_600);
    }
    if (seconds >= 3_600) {
      return two("hours", seconds / 3_600, seconds % 3_600 / 60);
    }
    return seconds >= 60
        ? text("time.minutes", whole(seconds / 60))
        : text("time.seconds", whole(seconds));
  }

  /** How long to wait: rounded up, for who comes back a moment early is refused again. */
  String waiting(long seconds) {
    return time(seconds < 60 ? seconds : (seconds + 59) / 60 * 60);
  }

  private String two(String unit, long many, long rest) {
    return rest == 0
        ? text("time.whole" + unit, whole(many))
        : text("time." + unit, whole(many), whole(rest));
  }

  /** In thousands (1 kB = 1,000 B), one decimal below ten. */
  String bytes(long bytes) {
    String[] units = text("unit.bytes").split(" ");
    double value = (double) bytes;
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return number(value, unit > 0 && value < 9.95 ? 1 : 0) + "\u00a0" + units[unit];
  }

  /** Empty where neither direction is limited. */
  String speed(Rate rate) {
    if (rate.downKbps() == 0 && rate.upKbps() == 0) {
      return "";
    }
    return text("fact.speed", mbit(rate.downKbps()), mbit(rate.upKbps()));
  }

  private String mbit(int kbps) {
    return kbps == 0 ? "∞" : speedOf(number(kbps / 1_000.0, kbps < 9_950 ? 1 : 0));
  }

  /** A number and its unit stay on one line. */
  private String speedOf(String number) {
    return text("unit.speed", number).replace(' ', '\u00a0');
  }

  /** What a plan gives, in one line. */
  String facts(Plan plan) {
    List<String> facts = new ArrayList<>();
    facts.add(plan.seconds() > 0 ? time(plan.seconds()) : text("fact.unlimited"));
    if (plan.quotaBytes() > 0) {
      facts.add(text("fact.quota", bytes(plan.quotaBytes())));
    }
    String speed = speed(plan.rate());
    if (!speed.isEmpty()) {
      facts.add(speed);
    }
    if (plan.devices() > 1) {
      facts.add(text("fact.devices", whole(plan.devices())));
    }
    if (plan.dailySeconds() > 0) {
      facts.add(text("fact.daily", time(plan.dailySeconds())));
    }
    return String.join(" · ", facts);
  }

  String price(Plan plan) {
    return plan.price().in(locale);
  }

  private String whole(long value) {
    return number((double) value, 0);
  }

  private String number(double value, int decimals) {
    NumberFormat format = NumberFormat.getInstance(locale);
    format.setMaximumFractionDigits(decimals);
    return format.format(value);
  }
}
