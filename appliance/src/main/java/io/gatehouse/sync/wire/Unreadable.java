package io.gatehouse.sync.wire;

/** What came from the other side, or from a person, is not what it should be; says why. */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  public Unreadable(String message) {
    super(message);
  }

  public Unreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
