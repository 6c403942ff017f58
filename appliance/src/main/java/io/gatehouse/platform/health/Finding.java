package io.gatehouse.platform.health;

/**
 * What a look at one part of the box found.
 *
 * @param detail a sentence for people; says what is wrong where something is
 */
public record Finding(boolean ok, String detail) {
  public static Finding good(String detail) {
    return new Finding(true, detail);
  }

  public static Finding bad(String detail) {
    return new Finding(false, detail);
  }
}
