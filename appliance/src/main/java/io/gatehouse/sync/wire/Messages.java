package io.gatehouse.sync.wire;

import java.util.List;

/**
 * What hub and box say to each other, as JSON; which call carries which stands in {@link Paths}.
 */
public final class Messages {
  private Messages() {}

  /**
   * A box asks to be let in.
   *
   * @param claim the secret part of its claim
   * @param request PEM of a PKCS #10 request, signed with the box's key: so it has that key
   * @param box the name the box goes by itself
   */
  public record Enrol(String claim, String request, String box) {
    @Override
    public String toString() {
      return "Enrol[claim=***, box=" + box + "]";
    }
  }

  /** A box has a new key, or its certificate ends soon. */
  public record Renew(String request) {}

  /**
   * It is let in.
   *
   * @param box the name it has in the fleet
   * @param certificate PEM
   */
  public record Enrolled(String box, String certificate) {}

  /**
   * How far the hub is with this box.
   *
   * @param have the newest fact that it has for good; 0 for none
   * @param desired the newest revision of what this box is to be; 0 for none
   */
  public record State(long have, long desired) {}

  /**
   * A fact of the box's journal, as {@code platform.journal.Entry} has it.
   *
   * @param seq its number on the box
   */
  public record Fact(
      long seq,
      String boot,
      long serviceMillis,
      long wallMillis,
      boolean trusted,
      String kind,
      String json) {}

  /**
   * Facts in order, without a gap among them.
   *
   * @param after what the hub had when the box made this; a first fact that is not the next one
   *     says that the box does not have those between any more
   */
  public record Facts(long after, List<Fact> facts) {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /**
   * What the box is to be.
   *
   * @param revision the hub's number of it
   * @param document partial settings, laid over the box's own
   */
  public record Desired(long revision, String document) {}

  /**
   * Something that the box is to do.
   *
   * @param number the hub's, per box, from 1
   * @param kind one of {@link OrderKind}, or one that a newer hub knows
   * @param signature of {@link OrderText} by the hub's authority, in base 64
   */
  public record Order(long number, String kind, String subject, String signature) {}

  /**
   * What there is for the box: settings at most once, an order at most once.
   *
   * @param orders the next one; those after it come once it is taken
   */
  public record News(List<Desired> desired, List<Order> orders) {
    public News {
      desired = List.copyOf(desired);
      orders = List.copyOf(orders);
    }
  }

  /** Why it was not done; for people. */
  public record Refused(String reason) {}
}
