package io.gatehouse.warden.verb;

/** Restarts the box. */
public record Reboot() implements Verb {
  @Override
  public String name() {
    return "reboot";
  }
}
