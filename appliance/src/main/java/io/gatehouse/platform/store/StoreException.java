package io.gatehouse.platform.store;

/** The storage failed: full, read-only, broken, or asked something wrong. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String doing, Throwable cause) {
    super(doing + ": " + cause.getMessage(), cause);
  }

  public StoreException(String what) {
    super(what);
  }
}
