package io.gatehouse.hub.facts;

/** What became of a batch. */
public sealed interface Taken {

  /** Everything up to {@code have} is on the disk, be it of this batch or of an earlier one. */
  record UpTo(long have) implements Taken {}

  /** The batch cannot be: what is wrong with it. */
  record Wrong(String reason) implements Taken {}

  /** Nothing is taken from this box until a person has looked; why. */
  record Trouble(String reason) implements Taken {}
}
