package io.gatehouse.hub.site;

/**
 * A voucher that a box has let in.
 *
 * @param voucher its id at that box
 * @param seq the box's fact that tells of it
 * @param mac the device that it was let in for
 */
public record Spend(
    String site,
    int number,
    int serial,
    String voucher,
    String box,
    long seq,
    String mac,
    Outcome outcome) {

  /** What the hub makes of it. */
  public enum Outcome {
    /** The hub has heard of no other before. */
    HOLDS,
    /** Another box was first, and the plan is for one: the box is told to take it back. */
    TAKEN_BACK,
    /** Another box was first, and the plan lets both have it. */
    ACCEPTED,
    /** The hub had revoked it before it heard of this; the box takes it back. */
    REVOKED
  }
}
