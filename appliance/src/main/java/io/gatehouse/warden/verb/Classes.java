package io.gatehouse.warden.verb;

/**
 * Reads which shaper classes exist. The reply is what {@code tc class show} printed of the guests'
 * bridge and then of the uplink, with a line {@code --} between them.
 */
public record Classes() implements Verb {
  @Override
  public String name() {
    return "classes";
  }
}
