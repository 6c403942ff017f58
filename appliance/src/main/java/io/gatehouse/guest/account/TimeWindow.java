package io.gatehouse.guest.account;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days of the week and a stretch of each: {@code mon-fri 08:00-18:00}, {@code sat,sun 20:00-02:00}
 * (into the next day), {@code mon-sun 00:00-00:00} (the whole day). The text as it was written,
 * empty for always.
 */
public record TimeWindow(String text, Set<DayOfWeek> days, LocalTime from, LocalTime to) {
  public static final TimeWindow ALWAYS =
      new TimeWindow("", EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  private static final List<String> NAMES =
      List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern TEXT =
      Pattern.compile("([a-z,-]+) ([0-2]\\d:[0-5]\\d)-([0-2]\\d:[0-5]\\d)");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  public TimeWindow {
    days = Set.copyOf(days);
  }

  /** Reads a window; empty where the text is none. */
  public static Optional<TimeWindow> parse(String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return Optional.of(ALWAYS);
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || hour(parts.group(2)) > 23 || hour(parts.group(3)) > 23) {
      return Optional.empty();
    }
    return days(parts.group(1))
        .map(
            days ->
                new TimeWindow(
                    text,
                    days,
                    LocalTime.parse(parts.group(2), CLOCK),
                    LocalTime.parse(parts.group(3), CLOCK)));
  }

  private static int hour(String clock) {
    return Integer.parseInt(clock.substring(0, 2));
  }

  private static Optional<Set<DayOfWeek>> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      String[] ends = part.split("-", -1);
      int first = NAMES.indexOf(ends[0]);
      int last = NAMES.indexOf(ends[ends.length - 1]);
      if (ends.length > 2 || first < 0 || last < 0) {
        return Optional.empty();
      }
      for (int day = first; ; day = (day + 1) % 7) {
        days.add(DayOfWeek.of(day + 1));
        if (day == last) {
          break;
        }
      }
    }
    return Optional.of(days);
  }

  public boolean always() {
    return text.isEmpty();
  }

  /** How long it stays open from this local time on; empty while it is shut. */
  public Optional<Duration> leftAt(LocalDateTime now) {
    for (int daysBack = 1; daysBack >= 0; daysBack--) {
      LocalDateTime opened = now.toLocalDate().minusDays(daysBack).atTime(from);
      LocalDateTime shut = now.toLocalDate().minusDays(daysBack).atTime(to);
      if (!shut.isAfter(opened)) {
        shut = shut.plusDays(1);
      }
      if (days.contains(opened.getDayOfWeek()) && !now.isBefore(opened) && now.isBefore(shut)) {
        return Optional.of(Duration.between(now, shut));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return always() ? "always" : text;
  }
}
