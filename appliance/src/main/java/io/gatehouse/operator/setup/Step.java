package io.gatehouse.operator.setup;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an installer is asked, in this order. */
public enum Step {
  PLACE,
  TIME,
  UPLINK,
  WIFI,
  GUESTS,
  PLANS,
  LOOK,
  HUB,
  SUMMARY,
  /** The settings are on the box until somebody confirms them. */
  CONFIRM,
  /** A guest is awaited. */
  GUEST,
  DONE;

  private static final List<Step> ALL = List.of(values());

  public Step next() {
    return ALL.get(Math.min(ALL.indexOf(this) + 1, ALL.size() - 1));
  }

  public Step previous() {
    return ALL.get(Math.max(ALL.indexOf(this) - 1, 0));
  }

  public boolean isBefore(Step other) {
    return compareTo(other) < 0;
  }

  /** As it stands in addresses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The step of that word; anything else is empty. */
  public static Optional<Step> of(String word) {
    for (Step step : values()) {
      if (step.word().equals(word)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }
}
