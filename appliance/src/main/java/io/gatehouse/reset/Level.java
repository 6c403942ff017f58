package io.gatehouse.reset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a reset goes; each takes away what those before it do, but for {@link #SETTINGS}. */
public enum Level {
  /** Guests, vouchers, passes, what was used. Settings, plans and logins stay. */
  GUESTS("guests, vouchers, accounts and what was used; settings, plans and logins stay"),
  /** Settings, logins and what was changed on the system. Guests, vouchers and plans stay. */
  SETTINGS(
      "settings, logins and changes of the system; guests, vouchers and plans stay,"
          + " paid time goes on"),
  /** All but the box's name, its keys and what was not reported yet. */
  IDENTITY("everything but the box's name, its keys and what was not reported yet"),
  /** All of it, erased from the medium. */
  EVERYTHING("everything, unsent accounting included, erased from the medium");

  private final String takes;

  Level(String takes) {
    this.takes = takes;
  }

  /** The word in orders and on command lines. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it takes away, for a person about to decide. */
  public String takes() {
    return takes;
  }

  public static Optional<Level> of(String word) {
    return Arrays.stream(values()).filter(level -> level.word().equals(word)).findFirst();
  }

  boolean takes(Holding holding) {
    return switch (holding) {
      case GUESTS -> this != SETTINGS;
      case SETTINGS -> this != GUESTS;
      case OFFER -> this == IDENTITY || this == EVERYTHING;
      case REPORTED -> this != SETTINGS;
      case UNSENT -> this == EVERYTHING;
      case BOX -> false;
    };
  }
}
