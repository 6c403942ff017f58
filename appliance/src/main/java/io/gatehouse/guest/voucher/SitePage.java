package io.gatehouse.guest.voucher;

import io.gatehouse.guest.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * What has changed of what a hub sells at all boxes of a site, and how far that is.
 *
 * @param upTo the newest of the site's changes that is in it
 * @param generation of the site's key
 */
public record SitePage(
    long upTo, int generation, SiteKey key, List<Sold> plans, List<Made> batches, List<Let> spent) {
  public SitePage {
    plans = List.copyOf(plans);
    batches = List.copyOf(batches);
    spent = List.copyOf(spent);
  }

  /**
   * A plan of the hub.
   *
   * @param homeOnly whether its codes are taken by the box alone that they were made for
   */
  public record Sold(Plan plan, boolean homeOnly) {}

  /**
   * A batch of the hub. Its end is told as what is left of it, as hub and box count time each for
   * itself.
   *
   * @param number from {@link VoucherCode#HUB_BATCHES}
   * @param key empty where it is revoked
   * @param leftMillis 0 = it has no end; negative = it has ended
   * @param elsewhere made for another box of the site
   */
  public record Made(
      int number,
      String plan,
      String prefix,
      String note,
      int size,
      Optional<BatchKey> key,
      long leftMillis,
      boolean elsewhere) {}

  /**
   * A voucher that a box has let in, of which the hub has heard first.
   *
   * @param voucher its id at that box
   * @param alone whether no other box may have let it in; else what is done is done
   */
  public record Let(int number, int serial, String plan, String voucher, boolean alone) {}
}
