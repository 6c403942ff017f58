package io.gatehouse.bench.rig;

/** A measurement could not be taken. */
public final class BenchTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BenchTrouble(String what) {
    super(what);
  }

  public BenchTrouble(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
