package io.gatehouse.campaign;

/** A long proof in numbered cycles. */
public interface Campaign {

  /** The word after {@code --long}. */
  String name();

  /** One line for the list of campaigns. */
  String purpose();

  /** Where a range ends that says no end of its own. */
  long lastCycle();

  /**
   * Runs the cycles of the range; what goes wrong is told to the report and does not end the run.
   */
  void run(Range range, Report report);
}
