package io.gatehouse.warden.verb;

/**
 * Has everything that goes to the internet leave by the second line, or again by the first. Which
 * devices those are, the root side knows by itself.
 */
public record UseLine(boolean second) implements Verb {
  @Override
  public String name() {
    return "line";
  }
}
