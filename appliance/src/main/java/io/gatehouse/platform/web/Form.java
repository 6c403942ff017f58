package io.gatehouse.platform.web;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an {@code application/x-www-form-urlencoded} body or query (URL Standard §5.1),
 * read as text that a stranger wrote: a bounded number of fields, each once, UTF-8 only.
 */
public final class Form {
  /** A form without fields. */
  public static final Form EMPTY = new Form(Map.of());

  private final Map<String, String> fields;

  private Form(Map<String, String> fields) {
    this.fields = fields;
  }

  /** Empty where the text is not a form: broken percent signs, a field twice, too many fields. */
  public static Optional<Form> parse(String text, int mostFields) {
    Map<String, String> fields = new HashMap<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('&', from);
      end = end < 0 ? text.length() : end;
      if (end > from && !add(fields, text.substring(from, end), mostFields)) {
        return Optional.empty();
      }
      from = end + 1;
    }
    return Optional.of(new Form(fields));
  }

  /** As {@link #parse(String, int)}, for a body as it came; empty where it is not UTF-8. */
  public static Optional<Form> parse(byte[] body, int mostFields) {
    return utf8(body).flatMap(text -> parse(text, mostFields));
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean add(Map<String, String> fields, String pair, int most) {
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
    String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
    return name != null
        && value != null
        && fields.size() < most
        && fields.putIfAbsent(name, value) == null;
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      return decoded.indexOf('\uFFFD') < 0 ? decoded : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The field's value; empty text where it was not sent. */
  public String get(String name) {
    return fields.getOrDefault(name, "");
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }
}
