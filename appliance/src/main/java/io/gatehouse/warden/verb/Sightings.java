package io.gatehouse.warden.verb;

/**
 * Asks which admitted devices were met at another port of the guests' bridge than theirs, or moved
 * between ports a moment ago; each of them is also asked for a sign of life (ARP), which whoever
 * has its address answers from where it is. The reply is a line per device ({@link Sighting}).
 */
public record Sightings() implements Verb {
  @Override
  public String name() {
    return "sightings";
  }
}
