package io.gatehouse.operator.backup;

/** A backup is not taken; the message is the reason, for a person. */
final class Unopened extends Exception {
  private static final long serialVersionUID = 1L;

  Unopened(String reason) {
    super(reason, null, false, false);
  }
}
