package io.gatehouse.warden.verb;

/**
 * Shaper classes and the gate's changes that need them, in one message: a guest who logs in waits
 * for one answer instead of two. Classes that cannot be made keep nobody out.
 */
public record Admit(ShapeBatch shape, GateBatch gate) implements Verb {
  @Override
  public String name() {
    return "admit";
  }
}
