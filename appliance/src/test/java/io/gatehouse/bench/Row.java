package io.gatehouse.bench;

import java.util.Locale;

/**
 * One figure of the table.
 *
 * @param value NaN where the measurement could not be taken; the detail says why
 * @param detail what the value is made of
 */
record Row(String name, double value, String unit, String detail) {

  /** What a value must be. */
  record Goal(boolean atMost, double bound) {
    static Goal atMost(double bound) {
      return new Goal(true, bound);
    }

    static Goal atLeast(double bound) {
      return new Goal(false, bound);
    }

    boolean holds(double value) {
      return atMost ? value <= bound : value >= bound;
    }

    @Override
    public String toString() {
      return (atMost ? "<= " : ">= ") + number(bound);
    }
  }

  Goal goal() {
    return Goals.of(name);
  }

  boolean holds() {
    return !Double.isNaN(value) && goal().holds(value);
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return value == Math.rint(value) || Math.abs(value) >= 100
        ? Long.toString(Math.round(value))
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
