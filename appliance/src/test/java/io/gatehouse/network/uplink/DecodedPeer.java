package io.gatehouse.network.uplink;

import java.util.ArrayList;
import java.util.List;

/** A file of options read as pppd reads it (pppd(8), "OPTIONS FILES"; getword in options.c). */
public final class DecodedPeer {
  private DecodedPeer() {}

  /** What pppd would take otherwise than it was meant. */
  public static List<String> differences(Line line, String text) {
    List<String> words = words(text);
    List<String> wrong = new ArrayList<>();
    option(words, "user", line.user(), wrong);
    option(words, "password", line.password().text(), wrong);
    if (!words.contains("nic-" + line.carrier())) {
      wrong.add("ppp: not over " + line.carrier());
    }
    return wrong;
  }

  private static void option(List<String> words, String name, String meant, List<String> wrong) {
    int at = words.indexOf(name);
    if (at < 0 || at + 1 >= words.size() || !words.get(at + 1).equals(meant)) {
      wrong.add("ppp: " + name + " reads back otherwise");
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        word = (word == null ? new StringBuilder() : word).append(text.charAt(i));
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        word = word == null ? new StringBuilder() : word;
      } else if (quote == 0 && word == null && c == '#') {
        i = text.indexOf('\n', i);
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
      } else {
        word = (word == null ? new StringBuilder() : word).append(c);
      }
    }
    return words;
  }
}
