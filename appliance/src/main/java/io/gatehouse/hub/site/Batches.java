package io.gatehouse.hub.site;

import io.gatehouse.guest.voucher.BatchKey;
import io.gatehouse.guest.voucher.VoucherCode;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Vouchers made at the hub. Their codes are signed and kept nowhere. */
public final class Batches {
  private static final long DAY_MILLIS = 86_400_000;

  private static final String SELECT =
      "SELECT b.id, b.site, b.number, b.plan_id, b.home, b.prefix, b.note, b.author, b.size,"
          + " (SELECT COUNT(*) FROM hub_spend s WHERE s.tenant = b.tenant AND s.site = b.site"
          + " AND s.number = b.number AND s.outcome = 'HOLDS'), b.revoked FROM hub_batch b";

  private static final Row<HubBatch> BATCH =
      row ->
          new HubBatch(
              row.getString(1),
              row.getString(2),
              row.getInt(3),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              row.getString(7),
              row.getString(8),
              row.getInt(9),
              row.getLong(10),
              row.getInt(11) != 0);

  private final Store store;
  private final ServiceClock service;
  private final Sites sites;

  public Batches(Store store, ServiceClock service, Sites sites) {
    this.store = store;
    this.service = service;
    this.sites = sites;
  }

  /**
   * What is to be made.
   *
   * @param home the id of the box that takes them; empty where the plan is not for one box
   */
  public record Wanted(
      String planId, int count, String prefix, String note, String home, String author) {}

  /** What became of it; the codes are known here and never again. */
  public sealed interface Made {
    record Batch(String id, int number, List<String> codes) implements Made {
      public Batch {
        codes = List.copyOf(codes);
      }

      @Override
      public String toString() {
        return "Batch[number=" + number + ", codes=***]";
      }
    }

    /** Field name to what is wrong with it, in plain words. */
    record Invalid(Map<String, String> errors) implements Made {}
  }

  public Made make(Wanted wanted) {
    Made made = store.write(tx -> make(tx, wanted));
    sites.tell();
    return made;
  }

  private Made make(Tx tx, Wanted wanted) {
    Optional<HubPlan> found = HubPlans.find(tx, wanted.planId);
    Map<String, String> errors =
        new LinkedHashMap<>(Vouchers.check(wanted.count, wanted.prefix, wanted.note));
    if (found.isEmpty()) {
      errors.put("planId", "there is no such plan");
      return new Made.Invalid(errors);
    }
    HubPlan plan = found.get();
    if (!plan.plan().active()) {
      errors.put("planId", "this plan is switched off");
    }
    if ((plan.apart() == Apart.HOME) == wanted.home.isEmpty()) {
      errors.put(
          "home",
          plan.apart() == Apart.HOME
              ? "this plan's vouchers are for one box: name it"
              : "this plan's vouchers are good at all boxes of the site; only those of a plan that"
                  + " is HOME are for one");
    } else if (!wanted.home.isEmpty() && !Sites.of(tx, wanted.home).equals(plan.site())) {
      errors.put("home", "this box is not at the plan's site");
    }
    int number = nextNumber(tx, plan.site());
    if (number >= VoucherCode.BATCHES) {
      errors.put(
          "count",
          "all "
              + (VoucherCode.BATCHES - VoucherCode.HUB_BATCHES)
              + " batches of the site are taken");
    }
    return errors.isEmpty() ? make(tx, wanted, plan, number) : new Made.Invalid(errors);
  }

  private static int nextNumber(Tx tx, String site) {
    return tx.one(
            "SELECT COALESCE(MAX(number), ?) + 1 FROM hub_batch WHERE site = ?",
            row -> row.getInt(1),
            VoucherCode.HUB_BATCHES - 1,
            site)
        .orElseThrow();
  }

  private Made make(Tx tx, Wanted wanted, HubPlan plan, int number) {
    String site = plan.site();
    long change = sites.change(tx, site);
    Sites.Key key = sites.key(tx, site);
    String id = tx.newId();
    int days = plan.plan().validDays();
    tx.update(
        "INSERT INTO hub_batch (site, number, id, plan_id, home, generation, prefix, note, author,"
            + " size, until_ms, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site,
        number,
        id,
        wanted.planId,
        wanted.home,
        key.generation(),
        wanted.prefix,
        wanted.note,
        wanted.author,
        wanted.count,
        days == 0 ? 0 : service.millis() + days * DAY_MILLIS,
        change);
    BatchKey signer = key.key().batch(number);
    List<String> codes = new ArrayList<>(wanted.count);
    for (int serial = 0; serial < wanted.count; serial++) {
      codes.add(signer.sign(wanted.planId, number, serial).text());
    }
    return new Made.Batch(id, number, codes);
  }

  /** The newest first. */
  public List<HubBatch> list(int max) {
    return store.read(
        tx -> tx.list(SELECT + " ORDER BY length(b.id) DESC, b.id DESC LIMIT ?", BATCH, max));
  }

  /**
   * @param which its id, or its number where one site alone has it
   */
  public Optional<HubBatch> find(String which) {
    List<HubBatch> found =
        store.read(
            tx ->
                tx.list(
                    SELECT + " WHERE b.id = ? OR CAST(b.number AS TEXT) = ?", BATCH, which, which));
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** Takes a batch back, at each box from when it hears of it. False where it is so already. */
  public boolean revoke(String id) {
    boolean revoked =
        store.write(
            tx -> {
              Optional<String> site =
                  tx.one(
                      "SELECT site FROM hub_batch WHERE id = ? AND revoked = 0",
                      row -> row.getString(1),
                      id);
              site.ifPresent(
                  of ->
                      tx.update(
                          "UPDATE hub_batch SET revoked = 1, changed = ? WHERE id = ?",
                          sites.change(tx, of),
                          id));
              return site.isPresent();
            });
    sites.tell();
    return revoked;
  }
}
