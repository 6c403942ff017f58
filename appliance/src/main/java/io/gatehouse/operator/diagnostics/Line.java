package io.gatehouse.operator.diagnostics;

/**
 * One thing the doctor tried.
 *
 * @param tried what was done, as a guest's device would
 * @param seen what came of it
 * @param advice what to do about it; empty where nothing is wrong
 */
public record Line(String tried, String seen, Verdict verdict, String advice) {

  /** SKIPPED says nothing about the box: the look itself could not be taken. */
  public enum Verdict {
    GOOD,
    BAD,
    SKIPPED
  }

  static Line good(String tried, String seen) {
    return new Line(tried, seen, Verdict.GOOD, "");
  }

  static Line bad(String tried, String seen, String advice) {
    return new Line(tried, seen, Verdict.BAD, advice);
  }

  static Line skipped(String tried, String why) {
    return new Line(tried, why, Verdict.SKIPPED, "");
  }
}
