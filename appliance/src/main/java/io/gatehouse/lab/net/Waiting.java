package io.gatehouse.lab.net;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something to become true, looking often and giving up with a reason. */
public final class Waiting {
  private Waiting() {}

  /**
   * @param what named in the failure: "the portal's answer"
   */
  public static void until(Duration limit, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new LabException("waited " + limit.toSeconds() + " s in vain for " + what);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
