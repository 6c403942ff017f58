package io.gatehouse.warden.verb;

/** Brings the files back that were confirmed last, and restarts the units that they concern. */
public record Revert(long revision, Cause cause) implements Verb {
  @Override
  public String name() {
    return "revert";
  }

  /** Why. */
  public enum Cause {
    /** Nobody confirmed in time. */
    DEADLINE,
    /** The box did not answer on its new paths. */
    PROBE,
    /** A daemon did not take its file. */
    DAEMON,
    /** A person asked for it. */
    OPERATOR,
    /** The program ended in the middle. */
    INTERRUPTED
  }
}
