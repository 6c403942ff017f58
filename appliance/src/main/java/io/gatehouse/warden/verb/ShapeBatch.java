package io.gatehouse.warden.verb;

import java.util.List;

/**
 * Changes of shaper classes, on the guests' bridge (download) and on the uplink (upload) alike.
 *
 * @param changes at most {@link GateBatch#MOST}
 */
public record ShapeBatch(List<Change> changes) implements Verb {
  /** 100 Gbit/s in kbit/s: above every interface this runs on. */
  public static final int FASTEST_KBPS = 100_000_000;

  /** The largest burst in kilobytes. */
  public static final int LARGEST_BURST_KB = 1_000_000;

  public ShapeBatch {
    changes = List.copyOf(changes);
    if (changes.size() > GateBatch.MOST) {
      throw new IllegalArgumentException("a batch has at most " + GateBatch.MOST + " changes");
    }
  }

  @Override
  public String name() {
    return "shape";
  }

  /** What happens to one class. */
  public sealed interface Change {
    /** The class's minor number, 1 to 65,535. */
    int minor();
  }

  /**
   * Makes the class or changes it while traffic flows.
   *
   * @param downKbps kbit/s towards the guest, 0 = no class in this direction
   * @param upKbps kbit/s towards the uplink, 0 = no class in this direction
   * @param burstKb kilobytes that may pass at once, 0 = what the shaper thinks best
   */
  public record Put(int minor, int downKbps, int upKbps, int burstKb) implements Change {
    public Put {
      checkClass(minor, 1);
      within("speed", downKbps, FASTEST_KBPS);
      within("speed", upKbps, FASTEST_KBPS);
      within("burst", burstKb, LARGEST_BURST_KB);
    }
  }

  /** Removes the class; an unknown one is no error. */
  public record Drop(int minor) implements Change {
    public Drop {
      checkClass(minor, 1);
    }
  }

  static void checkClass(int minor, int least) {
    if (minor < least || minor > 0xffff) {
      throw new IllegalArgumentException("a class is " + least + " to 65535, not " + minor);
    }
  }

  private static void within(String what, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException("a " + what + " is 0 to " + most + ", not " + value);
    }
  }
}
