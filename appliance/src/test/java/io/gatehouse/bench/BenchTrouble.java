package io.gatehouse.bench;

/** A measurement could not be taken. */
final class BenchTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchTrouble(String what) {
    super(what);
  }

  BenchTrouble(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
