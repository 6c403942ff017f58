package io.gatehouse.operator.link;

/** The box's tie to a hub, for who looks at it, makes it or cuts it. */
public interface HubLink {

  /**
   * How it is.
   *
   * @param hub its address; empty where the box belongs to none
   * @param box the name that the box has in the fleet
   * @param authority the beginning of the hub's key, for people to compare
   * @param up whether the last try to reach the hub went well
   * @param detail what is going on, or why it is not up
   * @param sent the newest fact that the hub has for good
   * @param waiting facts that it does not have yet
   * @param contactSecondsAgo since the last answer; negative where there was none since the start
   * @param certificateEnds ISO 8601; empty without one
   * @param revision the hub's newest settings that were taken up; 0 for none
   * @param outcome what became of them; empty while they are tried
   */
  record State(
      String hub,
      String box,
      String authority,
      boolean up,
      String detail,
      long sent,
      long waiting,
      long contactSecondsAgo,
      String certificateEnds,
      long revision,
      String outcome) {
    public static State alone() {
      return new State("", "", "", false, "this box belongs to no hub", 0, 0, -1, "", 0, "");
    }

    public boolean joined() {
      return !hub.isEmpty();
    }
  }

  State state();

  /** What became of a wish to join. */
  sealed interface Outcome {
    record Done(State state) implements Outcome {}

    /** Nothing changed; the reason is for a person. */
    record No(String reason) implements Outcome {}
  }

  /**
   * Joins a hub; blocks for half a minute at most.
   *
   * @param hub its address, {@code https://…}
   * @param claim as the hub printed it
   */
  Outcome join(String hub, String claim);

  /** Belongs to no hub any more. False where that was so already. */
  boolean leave();
}
