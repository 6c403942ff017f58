package io.gatehouse.platform.web;

import java.util.List;
import java.util.Locale;

/** Chooses a language by the browser's {@code Accept-Language} (RFC 9110 §12.5.4). */
public final class AcceptLanguage {
  /** A longer list says nothing a person means, so its rest is not read. */
  private static final int LONGEST = 200;

  private AcceptLanguage() {}

  /**
   * The offered language with the highest weight; regions are ignored ({@code pt-BR} gets {@code
   * pt}), the first one sent wins a tie.
   *
   * @param offered primary tags in lower case; the first is the answer where nothing fits
   */
  public static String choose(String header, List<String> offered) {
    String best = offered.getFirst();
    if (header == null) {
      return best;
    }
    // Each page asks this, so nothing is compiled or split here.
    int bestWeight = 0;
    int length = Math.min(header.length(), LONGEST);
    for (int from = 0; from < length; ) {
      int comma = header.indexOf(',', from);
      int end = comma < 0 || comma > length ? length : comma;
      int semicolon = header.indexOf(';', from);
      int tagEnd = semicolon < 0 || semicolon > end ? end : semicolon;
      int weight = tagEnd == end ? 1_000 : weight(header.substring(tagEnd + 1, end).strip());
      if (weight > bestWeight) {
        String primary = primary(header.substring(from, tagEnd).strip());
        if (offered.contains(primary)) {
          best = primary;
          bestWeight = weight;
        }
      }
      from = end + 1;
    }
    return best;
  }

  private static String primary(String tag) {
    int dash = tag.indexOf('-');
    return (dash < 0 ? tag : tag.substring(0, dash)).toLowerCase(Locale.ROOT);
  }

  /** {@code q=} and 0 to 1 with at most three decimals, in thousandths; anything else is 0. */
  private static int weight(String text) {
    boolean shaped =
        text.length() >= 3
            && text.length() <= 7
            && (text.charAt(0) == 'q' || text.charAt(0) == 'Q')
            && text.charAt(1) == '='
            && (text.length() == 3 || text.charAt(3) == '.');
    if (!shaped) {
      return 0;
    }
    int weight = digit(text, 2) * 1_000;
    for (int i = 4, worth = 100; i < text.length(); i++, worth /= 10) {
      weight += digit(text, i) * worth;
    }
    return weight >= 0 && weight <= 1_000 ? weight : 0;
  }

  /** So far below zero for anything else that no weight comes of it. */
  private static int digit(String text, int at) {
    char c = text.charAt(at);
    return c >= '0' && c <= '9' ? c - '0' : -10_000;
  }
}
