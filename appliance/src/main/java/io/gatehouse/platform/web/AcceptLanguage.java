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
    float bestWeight = 0;
    for (String part : header.substring(0, Math.min(header.length(), LONGEST)).split(",")) {
      int semicolon = part.indexOf(';');
      String tag = (semicolon < 0 ? part : part.substring(0, semicolon)).strip();
      float weight = semicolon < 0 ? 1 : weight(part.substring(semicolon + 1));
      if (weight <= bestWeight) {
        continue;
      }
      int dash = tag.indexOf('-');
      String primary = (dash < 0 ? tag : tag.substring(0, dash)).toLowerCase(Locale.ROOT);
      if (offered.contains(primary)) {
        best = primary;
        bestWeight = weight;
      }
    }
    return best;
  }

  private static float weight(String parameter) {
    String text = parameter.strip();
    if (!text.matches("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
      return 0;
    }
    return Float.parseFloat(text.substring(2));
  }
}
