package io.gatehouse.app.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Times and sizes as people write them: {@code 90m}, {@code 30d}, {@code 500M}. */
final class Amounts {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smhd]?)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kMG]?)");
  private static final Map<String, Long> SECONDS =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "k", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L);

  private Amounts() {}

  static long seconds(String text) {
    return read(TIME, SECONDS, text, "a time such as 90s, 60m, 24h or 30d");
  }

  static long bytes(String text) {
    return read(SIZE, BYTES, text, "a size such as 500k, 250M or 2G");
  }

  private static long read(Pattern pattern, Map<String, Long> units, String text, String wanted) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is not " + wanted);
    }
    return Long.parseLong(matcher.group(1)) * units.get(matcher.group(2));
  }

  /** Seconds for reading: {@code 2 d 03:04:05}; -1 and 0 as the caller says. */
  static String time(long seconds, String none) {
    if (seconds < 0 || (seconds == 0 && !none.isEmpty())) {
      return none;
    }
    long days = seconds / 86_400;
    String clock =
        String.format(
            Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    return days == 0 ? clock : days + " d " + clock;
  }

  /** Bytes for reading: {@code 1.5 GB}. */
  static String size(long bytes, String none) {
    if (bytes < 0 || (bytes == 0 && !none.isEmpty())) {
      return none;
    }
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
