package io.gatehouse.console.network;

import io.vertx.core.json.JsonArray;

/**
 * One value of the settings as a form asks for it.
 *
 * @param path in the settings tree; inside a list, the key within its row
 * @param explained a text {@code console.net.<path>.hint} stands below it
 */
record Field(String path, Kind kind, boolean explained) {

  /** How a value is typed. */
  enum Kind {
    TEXT,
    /** Several lines. */
    AREA,
    NUMBER,
    /** Typed in Mbit/s, kept in kbit/s; empty = 0 = not known. */
    SPEED,
    FLAG,
    CHOICE,
    /** One in a line. */
    LIST,
    /** Never shown; left empty it stays as it is. */
    SECRET,
    COLOUR,
    /** A small picture, as base64; the page reads a file into it. */
    PICTURE
  }

  static Field of(String path, Kind kind) {
    return new Field(path, kind, false);
  }

  static Field text(String path) {
    return of(path, Kind.TEXT);
  }

  static Field number(String path) {
    return of(path, Kind.NUMBER);
  }

  /** The same with an explanation below it. */
  Field withHint() {
    return new Field(path, kind, true);
  }

  /** The text that a page has for a value of the settings document. */
  String shown(Object value) {
    return switch (value) {
      case null -> "";
      case JsonArray list -> {
        StringBuilder lines = new StringBuilder();
        list.forEach(one -> lines.append(lines.isEmpty() ? "" : "\n").append(one));
        yield lines.toString();
      }
      case Boolean flag -> flag ? "on" : "";
      case Number number when kind == Kind.SPEED -> speed(number.longValue());
      default -> kind == Kind.SECRET ? "" : value.toString();
    };
  }

  private static String speed(long kbps) {
    if (kbps == 0) {
      return "";
    }
    return kbps % 1_000 == 0 ? "" + kbps / 1_000 : "" + kbps / 1_000.0;
  }

  /** What the settings document gets; what was mistyped goes on as text and is refused by name. */
  Object read(String typed) {
    return switch (kind) {
      case TEXT, AREA, SECRET, COLOUR, PICTURE -> typed;
      case FLAG -> typed.equals("on");
      case LIST -> {
        JsonArray list = new JsonArray();
        for (String one : typed.strip().split("[\\s,]+")) {
          if (!one.isEmpty()) {
            list.add(path.endsWith("ports") ? number(one, 0) : one);
          }
        }
        yield list;
      }
      case NUMBER -> number(typed, typed.isEmpty() && inRow() ? 0 : typed);
      case CHOICE ->
          path.endsWith("channel") || path.endsWith("width") ? number(typed, typed) : typed;
      case SPEED ->
          typed.isEmpty()
              ? (Object) 0
              : typed.matches("\\d{1,5}([.]\\d{1,3})?")
                  ? (Object) Math.round(Double.parseDouble(typed) * 1_000)
                  : typed;
    };
  }

  private boolean inRow() {
    return !path.contains(".");
  }

  private static Object number(String typed, Object otherwise) {
    return typed.matches("-?\\d{1,9}") ? (Object) Integer.valueOf(typed) : otherwise;
  }
}
