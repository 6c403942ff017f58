package io.gatehouse.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of guests' pages in all languages. */
class LanguagesTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");

  private static Map<String, String> texts(String language) throws IOException {
    Properties file = new Properties();
    String path = "web-ui/messages_" + language + ".properties";
    try (InputStream in = LanguagesTest.class.getClassLoader().getResourceAsStream(path)) {
      file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    Map<String, String> texts = new TreeMap<>();
    for (String key : file.stringPropertyNames()) {
      if (key.startsWith("portal.")) {
        texts.put(key, file.getProperty(key));
      }
    }
    return texts;
  }

  private static Set<String> placeholders(String text) {
    Set<String> found = new TreeSet<>();
    PLACEHOLDER.matcher(text).results().forEach(match -> found.add(match.group()));
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "es", "pt", "sw", "ar", "hi"})
  void a_translation_is_whole_and_is_one(String language) throws IOException {
    Map<String, String> english = texts("en");
    Map<String, String> other = texts(language);
    assertThat(Settings.factory().portal().languages()).contains(language);
    assertThat(other.keySet()).isEqualTo(english.keySet());
    assertThat(other.values()).noneMatch(String::isBlank);
    other.forEach(
        (key, text) ->
            assertThat(placeholders(text)).as(key).isEqualTo(placeholders(english.get(key))));
    // A straight quote is an instruction to MessageFormat.
    assertThat(other.values()).noneMatch(text -> text.contains("'"));
    long same =
        english.entrySet().stream().filter(e -> other.get(e.getKey()).equals(e.getValue())).count();
    assertThat(same * 100).as("texts left in English").isLessThanOrEqualTo(english.size() * 5L);
  }
}
