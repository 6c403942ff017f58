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
   * A plan that all boxes of the site sell.
   *
   * @param terms as {@code guest.plan.PlanText} writes them
   * @param homeOnly whether its codes are taken by the box alone that they were made for
   */
  public record Plan(String id, String terms, boolean homeOnly) {}

  /**
   * Vouchers made together at the hub.
   *
   * @param number stands in each code
   * @param key in base 64; empty where they were revoked
   * @param leftMillis until those not redeemed are worth nothing: 0 = never, negative = they are
   * @param elsewhere made for another box of the site
   */
  public record Batch(
      int number,
      String plan,
      String prefix,
      String note,
      int size,
      String key,
      long leftMillis,
      boolean elsewhere) {
    @Override
    public String toString() {
      return "Batch[number=" + number + ", key=***]";
    }
  }

  /**
   * A voucher that was let in, as the hub has heard first.
   *
   * @param voucher its id at the box that has
   * @param alone whether no other box may have let it in
   */
  public record Spent(int number, int serial, String plan, String voucher, boolean alone) {}

  /**
   * What has changed at the site of a box.
   *
   * @param upTo what it brings the box up to
   * @param more whether there is more after that
   * @param generation of the key
   * @param key what the keys of its batches are made from, in base 64
   */
  public record Site(
      long upTo,
      boolean more,
      int generation,
      String key,
      List<Plan> plans,
      List<Batch> batches,
      List<Spent> spent) {
    public Site {
      plans = List.copyOf(plans);
      batches = List.copyOf(batches);
      spent = List.copyOf(spent);
    }

    @Override
    public String toString() {
      return "Site[upTo=" + upTo + ", key=***]";
    }
  }

  /**
   * What there is for the box: settings at most once, an order at most once.
   *
   * @param orders the next one; those after it come once it is taken
   * @param site the newest change of its site
   */
  public record News(List<Desired> desired, List<Order> orders, long site) {
    public News {
      desired = List.copyOf(desired);
      orders = List.copyOf(orders);
    }
  }

  /** Why it was not done; for people. */
  public record Refused(String reason) {}
}
