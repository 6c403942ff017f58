package io.gatehouse.platform.journal;

import java.time.Instant;

/**
 * A fact in its place.
 *
 * @param seq counts up without gaps on one box
 * @param wall for display; means little while {@code clockTrusted} is false
 * @param json the fact's components
 */
public record Entry(
    long seq,
    String box,
    String bootId,
    long serviceMillis,
    Instant wall,
    boolean clockTrusted,
    String kind,
    String json) {

  /** A component of the fact as text; empty where it has none of that name. */
  public String text(String component) {
    return FactJson.of(json).path(component).asText("");
  }

  /** A component of the fact as a number; 0 where it has none of that name. */
  public long number(String component) {
    return FactJson.of(json).path(component).asLong(0);
  }
}
