package io.gatehouse.network.rollout;

/** What became of the wish to keep a change, or to take it back. */
public sealed interface Kept {

  /** So it is. */
  record Done(long revision) implements Kept {}

  /** It is not; the reason is for a person. */
  record No(String reason) implements Kept {}
}
