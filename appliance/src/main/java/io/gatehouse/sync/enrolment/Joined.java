package io.gatehouse.sync.enrolment;

/** What became of the wish to join a hub. */
public sealed interface Joined {

  /** The box belongs to it. */
  record Done(Membership membership) implements Joined {}

  /**
   * The hub, or the one who answers in its place, is none that the box can join; nothing changed.
   */
  record Refused(String reason) implements Joined {}

  /** No answer; the same claim may be tried again. */
  record Unreached(String reason) implements Joined {}
}
