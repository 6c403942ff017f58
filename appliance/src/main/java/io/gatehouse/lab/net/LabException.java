package io.gatehouse.lab.net;

/** The lab could not be made or is gone; the text says what is missing and what to do about it. */
public final class LabException extends RuntimeException {
  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
