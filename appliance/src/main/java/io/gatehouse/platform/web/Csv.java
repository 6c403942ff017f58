package io.gatehouse.platform.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /**
   * Reads lines as spreadsheets write them: cells between commas or semicolons, quoted ones may
   * hold any sign. Empty lines at the end are left out; an apostrophe before a formula's sign is
   * taken off again.
   *
   * @param text with {@code ;} between cells if its first line has more of them than commas
   */
  public static List<List<String>> parse(String text) {
    String first = text.lines().findFirst().orElse("");
    char between = count(first, ';') > count(first, ',') ? ';' : ',';
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = text.startsWith("\uFEFF") ? 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (doubled) {
          cell.append('"');
          i++;
        } else if (c == '"') {
          quoted = false;
        } else {
          cell.append(c);
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (c == between) {
        line.add(taken(cell));
      } else if (c == '\n') {
        line.add(taken(cell));
        lines.add(line);
        line = new ArrayList<>();
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    if (!cell.isEmpty() || !line.isEmpty()) {
      line.add(taken(cell));
      lines.add(line);
    }
    while (!lines.isEmpty() && lines.getLast().equals(List.of(""))) {
      lines.removeLast();
    }
    return lines;
  }

  private static long count(String line, char c) {
    return line.chars().filter(each -> each == c).count();
  }

  private static String taken(StringBuilder cell) {
    String text = cell.toString();
    cell.setLength(0);
    boolean guarded =
        text.length() > 1 && text.charAt(0) == '\'' && FORMULA.indexOf(text.charAt(1)) >= 0;
    return guarded ? text.substring(1) : text;
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
