package io.gatehouse.hub.site;

import io.gatehouse.guest.voucher.BatchKey;
import io.gatehouse.guest.voucher.SitePage;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What the boxes of a site are told of what it sells, each from where it has followed. */
public final class SiteNews {
  private final Store store;
  private final ServiceClock service;
  private final Sites sites;

  public SiteNews(Store store, ServiceClock service, Sites sites) {
    this.store = store;
    this.service = service;
    this.sites = sites;
  }

  /**
   * What has changed after a change of the site, with whatever that refers to.
   *
   * @param more whether there is more after it
   */
  public record News(SitePage page, boolean more) {}

  /** Tells the boxes of the sites that have changed since; to be called after a commit. */
  public void tell() {
    sites.tell();
  }

  /** The newest change of a box's site. */
  public long newest(String box) {
    return store.read(tx -> Sites.newest(tx, Sites.of(tx, box)));
  }

  /**
   * Up to so many changes of a box's site after one; empty where there is none.
   *
   * @param after what the box has followed; one that is not a change of this site yet, which a hub
   *     from an old backup is told, counts as none
   */
  public Optional<News> after(String box, long after, int max) {
    // A key is made at its first use.
    return store.write(
        tx -> {
          String site = Sites.of(tx, box);
          long newest = Sites.newest(tx, site);
          if (newest == 0 || newest == after) {
            return Optional.empty();
          }
          return Optional.of(page(tx, box, site, after > newest ? 0 : after, newest, max));
        });
  }

  private News page(Tx tx, String box, String site, long after, long newest, int max) {
    List<Long> changes =
        tx.list(
            "SELECT changed FROM (SELECT changed FROM hub_plan WHERE site = ? AND changed > ?"
                + " UNION ALL SELECT changed FROM hub_batch WHERE site = ? AND changed > ?"
                + " UNION ALL SELECT changed FROM hub_spend WHERE site = ? AND changed > ?) c"
                + " ORDER BY changed LIMIT ?",
            row -> row.getLong(1),
            site,
            after,
            site,
            after,
            site,
            after,
            max + 1);
    boolean more = changes.size() > max;
    long upTo = more ? changes.get(max - 1) : newest;
    List<SitePage.Let> spent =
        tx.list(
            "SELECT s.number, s.serial, b.plan_id, s.voucher, p.apart FROM hub_spend s"
                + " JOIN hub_batch b ON b.tenant = s.tenant AND b.site = s.site"
                + " AND b.number = s.number JOIN hub_plan p ON p.id = b.plan_id"
                + " WHERE s.site = ? AND s.changed > ? AND s.changed <= ? AND s.outcome = 'HOLDS'"
                + " ORDER BY s.changed",
            row ->
                new SitePage.Let(
                    row.getInt(1),
                    row.getInt(2),
                    row.getString(3),
                    row.getString(4),
                    !row.getString(5).equals(Apart.REPORT.name())),
            site,
            after,
            upTo);
    TreeMap<Integer, SitePage.Made> batches = new TreeMap<>();
    batches(tx, box, site, "b.changed > ? AND b.changed <= ?", after, upTo)
        .forEach(batch -> batches.put(batch.number(), batch));
    for (SitePage.Let let : spent) {
      int number = let.number();
      if (!batches.containsKey(number)) {
        batches.put(number, batches(tx, box, site, "b.number = ? AND ? = 1", number, 1).getFirst());
      }
    }
    List<HubPlan> plans =
        new ArrayList<>(
            tx.list(
                HubPlans.SELECT + "WHERE site = ? AND changed > ? AND changed <= ?",
                HubPlans.PLAN,
                site,
                after,
                upTo));
    batches.values().stream()
        .map(SitePage.Made::plan)
        .distinct()
        .filter(id -> plans.stream().noneMatch(plan -> plan.plan().id().equals(id)))
        .toList()
        .forEach(id -> plans.add(HubPlans.find(tx, id).orElseThrow()));
    Sites.Key key = sites.key(tx, site);
    List<SitePage.Sold> sold =
        plans.stream()
            .map(plan -> new SitePage.Sold(plan.plan(), plan.apart() == Apart.HOME))
            .toList();
    return new News(
        new SitePage(upTo, key.generation(), key.key(), sold, List.copyOf(batches.values()), spent),
        more);
  }

  private List<SitePage.Made> batches(
      Tx tx, String box, String site, String which, Object one, Object other) {
    return tx.list(
        "SELECT b.number, b.plan_id, b.prefix, b.note, b.size, b.revoked, b.generation,"
            + " b.until_ms, b.home FROM hub_batch b WHERE b.site = ? AND "
            + which,
        row -> {
          int number = row.getInt(1);
          String home = row.getString(9);
          Optional<BatchKey> key =
              row.getInt(6) != 0
                  ? Optional.empty()
                  : Optional.of(sites.key(tx, site, row.getInt(7)).key().batch(number));
          return new SitePage.Made(
              number,
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getInt(5),
              key,
              left(row.getLong(8)),
              !home.isEmpty() && !home.equals(box));
        },
        site,
        one,
        other);
  }

  private long left(long until) {
    if (until == 0) {
      return 0;
    }
    long left = until - service.millis();
    return left == 0 ? -1 : left;
  }
}
