package io.gatehouse.platform.web;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Lines of comma-separated values (RFC 4180) that are safe to open in a spreadsheet: a cell that a
 * program would take for a formula gets an apostrophe in front.
 */
public final class Csv {
  private static final String FORMULA = "=+-@\t\r\n";

  private final StringBuilder text = new StringBuilder();

  /** Adds a line. Numbers are written as they are, all else as text that strangers wrote. */
  public Csv line(Object... cells) {
    text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")))
        .append("\r\n");
    return this;
  }

  private static String cell(Object value) {
    if (value instanceof Number) {
      return value.toString();
    }
    String raw = String.valueOf(value);
    String safe = !raw.isEmpty() && FORMULA.indexOf(raw.charAt(0)) >= 0 ? "'" + raw : raw;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
