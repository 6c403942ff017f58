package io.gatehouse.platform.log;

import io.gatehouse.platform.clock.BootClock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** A log entry as one line of {@code key=value}, whatever is in it. */
final class LogLine {
  static final int LONGEST_TEXT = 600;
  static final int LONGEST_TRACE = 1_500;
  private static final String HOUSE = "io.gatehouse.";

  private final BootClock boot;
  private final InstantSource wall;
  private final SimpleFormatter formatter = new SimpleFormatter();

  LogLine(BootClock boot, InstantSource wall) {
    this.boot = boot;
    this.wall = wall;
  }

  String of(LogRecord record) {
    StringBuilder line = start(level(record.getLevel()), room(record.getLoggerName()));
    field(line, "msg", formatter.formatMessage(record), LONGEST_TEXT);
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      field(line, "error", thrown.toString(), LONGEST_TEXT);
      field(line, "trace", trace(thrown), LONGEST_TRACE);
    }
    return line.toString();
  }

  String ofSilence(LogAllowance.Silence silence) {
    StringBuilder line = start("warn", "platform.log");
    field(line, "msg", "lines left out", LONGEST_TEXT);
    field(line, "source", silence.source(), LONGEST_TEXT);
    return line.append(" suppressed=").append(silence.lines()).toString();
  }

  private StringBuilder start(String level, String room) {
    Instant now = wall.instant().truncatedTo(ChronoUnit.MILLIS);
    long uptime = boot.uptimeMillis();
    StringBuilder line = new StringBuilder(200);
    line.append("ts=").append(now);
    line.append(" uptime=").append(uptime / 1_000).append('.').append(uptime / 100 % 10);
    line.append(" level=").append(level);
    field(line, "room", room, LONGEST_TEXT);
    return line;
  }

  private static String level(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (value >= Level.WARNING.intValue()) {
      return "warn";
    }
    return value >= Level.INFO.intValue() ? "info" : "debug";
  }

  /** Our rooms by their name; a library by its package. */
  private static String room(String logger) {
    if (logger == null || logger.isEmpty()) {
      return "unknown";
    }
    int dot = logger.lastIndexOf('.');
    String place = dot < 0 ? logger : logger.substring(0, dot);
    return place.startsWith(HOUSE) ? place.substring(HOUSE.length()) : place;
  }

  private static String trace(Throwable thrown) {
    StringBuilder trace = new StringBuilder();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (trace.length() > LONGEST_TRACE) {
        break;
      }
      String type = frame.getClassName();
      trace
          .append(trace.isEmpty() ? "" : " < ")
          .append(type, type.lastIndexOf('.') + 1, type.length())
          .append('.')
          .append(frame.getMethodName())
          .append(':')
          .append(frame.getLineNumber());
    }
    Throwable cause = thrown.getCause();
    if (cause != null && cause != thrown) {
      trace.insert(0, "caused by " + cause + ": ");
    }
    return trace.toString();
  }

  private static void field(StringBuilder line, String key, String text, int longest) {
    line.append(' ').append(key).append('=');
    boolean bare = !text.isEmpty() && text.chars().allMatch(LogLine::plain);
    String value = text.length() > longest ? text.substring(0, longest) + "…" : text;
    if (bare) {
      line.append(value);
      return;
    }
    line.append('"');
    value.codePoints().forEach(c -> escaped(line, c));
    line.append('"');
  }

  private static boolean plain(int c) {
    return c > ' ' && c < 127 && c != '"' && c != '=' && c != '\\';
  }

  /**
   * Besides controls, whatever ends a line or turns the reading direction somewhere is escaped, as
   * are halves of surrogate pairs.
   */
  private static void escaped(StringBuilder line, int c) {
    switch (c) {
      case '"' -> line.append("\\\"");
      case '\\' -> line.append("\\\\");
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
              line.append(String.format(Locale.ROOT, "\\u%04x", c));
          default -> line.appendCodePoint(c);
        }
      }
    }
  }
}
