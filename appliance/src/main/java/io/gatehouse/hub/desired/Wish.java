package io.gatehouse.hub.desired;

/**
 * What a box is to be.
 *
 * @param revision counts on each box from 1
 * @param document partial settings, as JSON
 * @param outcome what the box made of it: empty before it said so, else KEPT, REFUSED or TAKEN_BACK
 * @param note the box's reason
 */
public record Wish(long revision, String document, String author, String outcome, String note) {
  /** Without the settings, as they may hold secrets. */
  @Override
  public String toString() {
    return "wish " + revision + " " + outcome;
  }
}
