package io.gatehouse.console.page;

import io.gatehouse.guest.plan.Money;
import io.gatehouse.platform.template.Messages;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Amounts as people read them; pages call these. */
public final class Shown {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Messages texts;

  Shown(Messages texts) {
    this.texts = texts;
  }

  /** {@code 2 d 3 h}, {@code 59 min}, {@code 12 s}: the two largest units. */
  public String time(Number amount) {
    long seconds = amount.longValue();
    if (seconds < 0) {
      return noLimit();
    }
    if (seconds >= 86_400) {
      return pair(seconds / 86_400, "d", seconds / 3_600 % 24, "h");
    }
    if (seconds >= 3_600) {
      return pair(seconds / 3_600, "h", seconds / 60 % 60, "min");
    }
    return seconds >= 60 ? pair(seconds / 60, "min", seconds % 60, "s") : seconds + " s";
  }

  private static String pair(long large, String unit, long small, String smallUnit) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  /** As {@link #time}, where 0 means that there is no limit. */
  public String limitTime(Number amount) {
    return amount.longValue() == 0 ? noLimit() : time(amount);
  }

  /** {@code 1.5 GB}, by thousands. */
  public String size(Number amount) {
    long bytes = amount.longValue();
    if (bytes < 0) {
      return noLimit();
    }
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return unit == 0 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f %s", value, units[unit])
        : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  /** As {@link #size}, where 0 means that there is no limit. */
  public String limitSize(Number amount) {
    return amount.longValue() == 0 ? noLimit() : size(amount);
  }

  /** {@code 2.5 Mbit/s}; 0 means that there is no limit. */
  public String speed(Number kbps) {
    long value = kbps.longValue();
    if (value == 0) {
      return noLimit();
    }
    if (value < 1_000) {
      return value + " kbit/s";
    }
    return value % 1_000 == 0
        ? value / 1_000 + " Mbit/s"
        : String.format(Locale.ROOT, "%.1f Mbit/s", value / 1_000.0);
  }

  public String money(Money money) {
    return money.isFree() ? texts.text("console.free") : money.in(Locale.ENGLISH);
  }

  /** An amount of money that was taken; 0 is an amount too. */
  public String sum(Number minor, String currency) {
    return new Money(minor.longValue(), currency).in(Locale.ENGLISH);
  }

  /** {@code 2026-11-20 17:05:12}, in UTC. */
  public String moment(Instant instant) {
    return MOMENT.format(instant);
  }

  private String noLimit() {
    return texts.text("console.no-limit");
  }
}
