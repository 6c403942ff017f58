package io.gatehouse.warden.verb;

/** Keeps the files of the revision under way: from now on they are what a revert goes back to. */
public record Confirm(long revision) implements Verb {
  @Override
  public String name() {
    return "confirm";
  }
}
