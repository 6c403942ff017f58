package io.gatehouse.platform.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of the pages: {@code web-ui/messages_<language>.properties}, UTF-8, English where a
 * language lacks a key. Arguments stand as {@code {0}}; a single quote is written twice wherever a
 * text has arguments.
 */
public final class Messages {
  private static final Map<String, Messages> LOADED = new ConcurrentHashMap<>();

  private final Locale locale;
  private final Properties texts;

  private Messages(String language) {
    this.locale = Locale.forLanguageTag(language);
    this.texts = language.equals("en") ? new Properties() : new Properties(of("en").texts);
    String path = "web-ui/messages_" + language + ".properties";
    try (InputStream in = Messages.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no texts for language " + language + ": " + path);
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** The texts of a language such as {@code en}; read once. */
  public static Messages of(String language) {
    Messages known = LOADED.get(language);
    if (known == null) {
      known = new Messages(language);
      LOADED.put(language, known);
    }
    return known;
  }

  /** The text of a key. An unknown key is a broken page, so it is an error. */
  public String text(String key, Object... args) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no text for " + key + " in " + locale);
    }
    return args.length == 0 ? text : new MessageFormat(text, locale).format(args);
  }

  public Locale locale() {
    return locale;
  }
}
