package io.gatehouse.sync.channel;

/** No answer, or half of one: whether the other side acted is not known. */
public final class NotReached extends Exception {
  private static final long serialVersionUID = 1L;

  private final int retryAfterSeconds;

  NotReached(String message, Throwable cause) {
    super(message, cause);
    retryAfterSeconds = 0;
  }

  /**
   * The hub has answered that it cannot now.
   *
   * @param retryAfterSeconds how long it asks to be left alone; 0 where it does not
   */
  public NotReached(String message, int retryAfterSeconds) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
