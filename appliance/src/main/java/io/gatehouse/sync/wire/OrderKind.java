package io.gatehouse.sync.wire;

import java.util.Optional;

/** The few things that a hub can have a box do. None of them is a command line. */
public enum OrderKind {
  /** Ends the session whose id is the subject. */
  END_SESSION,
  /** Restarts one of the daemons; the subject is its unit. */
  RESTART,
  /** Says how the box is; no subject. */
  LOOK;

  /** Empty where this program does not know it. */
  public static Optional<OrderKind> of(String name) {
    for (OrderKind kind : values()) {
      if (kind.name().equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
