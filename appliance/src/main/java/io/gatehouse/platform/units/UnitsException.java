package io.gatehouse.platform.units;

/** A unit would not do what it was told; the text carries the end of its log. */
public final class UnitsException extends RuntimeException {
  public UnitsException(String message) {
    super(message);
  }
}
