package io.gatehouse.network.rollout;

import io.gatehouse.network.revision.Proposed;

/** What became of a change of the settings. */
public sealed interface Change {

  /** It was not taken up: wrong values, someone else's change, nothing to change. */
  record NotProposed(Proposed why) implements Change {}

  /** The box would not have it, or did not work with it; the box is as before. */
  record NotApplied(long revision, String reason) implements Change {}

  /**
   * It is in force for good: it disturbs no daemon, so nobody needs to confirm it.
   *
   * @param startsAnew the program starts anew with it, in a moment
   */
  record InForce(long revision, boolean startsAnew) implements Change {}

  /**
   * It is on the box until someone confirms it.
   *
   * @param seconds how long it waits
   */
  record Waiting(long revision, int seconds, boolean startsAnew) implements Change {}
}
