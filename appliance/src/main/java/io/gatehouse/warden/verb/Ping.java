package io.gatehouse.warden.verb;

/** Asks whether the warden is there. */
public record Ping() implements Verb {
  @Override
  public String name() {
    return "ping";
  }
}
