package io.gatehouse.portal.page;

import java.util.Locale;

/**
 * The site's colour, and colours made from it that stay readable (WCAG 2.2: 4.5 to 1) whatever an
 * installer chose.
 */
final class Palette {
  private static final int DARK_CARD = 0x1a212a;
  private static final double READABLE = 4.5;

  private Palette() {}

  /**
   * CSS custom properties.
   *
   * @param colour {@code #rrggbb}; anything else counts as black
   */
  static String css(String colour) {
    int brand =
        colour.matches("#[0-9a-fA-F]{6}") ? Integer.parseInt(colour.substring(1), 16) : 0x000000;
    int onBrand = contrast(brand, 0xffffff) >= READABLE ? 0xffffff : 0x101418;
    return ":root{--brand:"
        + hex(brand)
        + ";--on-brand:"
        + hex(onBrand)
        + ";--edge:"
        + edge(brand, 0xffffff)
        + ";--edge-dark:"
        + edge(brand, DARK_CARD)
        + ";--link:"
        + hex(readable(brand, 0xffffff, 0x000000))
        + ";--link-dark:"
        + hex(readable(brand, DARK_CARD, 0xffffff))
        + "}";
  }

  /** A button must be seen as one (3 to 1), or it gets the border of a field. */
  private static String edge(int brand, int ground) {
    return contrast(brand, ground) >= 3 ? hex(brand) : "var(--field)";
  }

  /** The colour, moved towards the other end until it can be read on the ground. */
  static int readable(int colour, int ground, int towards) {
    for (int percent = 0; percent < 100; percent += 5) {
      int mixed = mix(colour, towards, percent);
      // The page behind the card is a little darker, so a margin is kept.
      if (contrast(mixed, ground) >= READABLE * 1.15) {
        return mixed;
      }
    }
    return towards;
  }

  private static int mix(int from, int to, int percent) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = from >> shift & 255;
      int b = to >> shift & 255;
      mixed |= (a + (b - a) * percent / 100) << shift;
    }
    return mixed;
  }

  /** The contrast ratio of WCAG 2.2, 1 to 21. */
  static double contrast(int a, int b) {
    double la = luminance(a);
    double lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16 & 255)
        + 0.7152 * linear(colour >> 8 & 255)
        + 0.0722 * linear(colour & 255);
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static String hex(int colour) {
    return String.format(Locale.ROOT, "#%06x", colour);
  }
}
