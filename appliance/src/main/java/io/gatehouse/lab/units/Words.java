package io.gatehouse.lab.units;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits values of unit files into words as systemd does: quotes hold words together. */
final class Words {
  private static final Pattern WORD =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|([^\\s\"']+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)\\}|^\\$([A-Z_]+)$");

  private Words() {}

  static List<String> split(String value) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(value);
    int end = -1;
    while (matcher.find()) {
      String word =
          matcher.group(1) != null
              ? matcher.group(1).replaceAll("\\\\(.)", "$1")
              : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      if (matcher.start() == end) {
        words.set(words.size() - 1, words.getLast() + word);
      } else {
        words.add(word);
      }
      end = matcher.end();
    }
    return words;
  }

  /** {@code ${NAME}} anywhere in a word, or a word that is {@code $NAME}. Unset is empty. */
  static String expand(String word, Map<String, String> environment) {
    return VARIABLE
        .matcher(word)
        .replaceAll(
            found -> {
              String name = found.group(1) != null ? found.group(1) : found.group(2);
              return Matcher.quoteReplacement(environment.getOrDefault(name, ""));
            });
  }
}
