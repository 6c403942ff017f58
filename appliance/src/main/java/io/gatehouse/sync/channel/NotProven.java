package io.gatehouse.sync.channel;

/** Who answers is not the hub; nothing was told to it. */
public final class NotProven extends Exception {
  private static final long serialVersionUID = 1L;

  NotProven(String message, Throwable cause) {
    super(message, cause);
  }
}
