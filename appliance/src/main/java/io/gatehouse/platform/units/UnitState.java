package io.gatehouse.platform.units;

/** Where a unit is in its life. */
public enum UnitState {
  /** Running, or for a oneshot: done and remaining. */
  ACTIVE,
  STARTING,
  INACTIVE,
  /** Ended badly, and is not (or no longer) being restarted. */
  FAILED;

  /** Reads what {@code systemctl is-active} prints. */
  static UnitState of(String word) {
    return switch (word.strip()) {
      case "active", "reloading" -> ACTIVE;
      case "activating" -> STARTING;
      case "failed" -> FAILED;
      default -> INACTIVE;
    };
  }
}
