package io.gatehouse.network.gate;

/** The kernel, or the way to it, did not do what was asked. The next reconcile mends it. */
public final class GateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GateException(String message) {
    super(message);
  }

  public GateException(String message, Throwable cause) {
    super(message, cause);
  }
}
