package io.gatehouse.guest.voucher;

import io.gatehouse.guest.plan.Plans;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this box knows of what its hub sells at all boxes of the site: plans, batches, vouchers that
 * others have let in, and the key by which it verifies codes of batches that it has not heard of.
 */
public final class SiteBook {
  private final Store store;
  private final ServiceClock clock;
  private final CodeKeys keys;
  private final Plans plans;

  SiteBook(Store store, ServiceClock clock, CodeKeys keys, Plans plans) {
    this.store = store;
    this.clock = clock;
    this.keys = keys;
    this.plans = plans;
  }

  /** Which of the site's changes this box has followed; 0 for none. */
  public long followed() {
    return store
        .read(
            tx -> tx.one("SELECT followed FROM voucher_site WHERE id = 1", row -> row.getLong(1)))
        .orElse(0L);
  }

  /**
   * The box has left its hub: what that has made and nobody has redeemed is worth nothing here; what
   * runs, runs on.
   */
  public static void forget(Tx tx) {
    tx.update("DELETE FROM voucher_site");
    tx.update("UPDATE voucher_batch SET revoked = 1, sealed_key = NULL WHERE of_hub = 1");
    Plans.forgetHub(tx);
  }

  /**
   * Follows the site, in one transaction with the note that it has; or says what has to be taken
   * back before, with the sessions that run on it, which is for {@code guest.session} to do. Then
   * the page is to be followed again, until nothing is in its way.
   */
  public Lost follow(SitePage page) {
    return store.write(
        tx -> {
          Lost lost = lost(tx, page);
          if (lost.nothing()) {
            page.plans().forEach(sold -> plans.takeOver(tx, sold.plan(), sold.homeOnly()));
            page.batches().forEach(batch -> take(tx, batch));
            page.spent().forEach(spent -> take(tx, spent));
            note(tx, page);
          }
          return lost;
        });
  }

  private void note(Tx tx, SitePage page) {
    tx.update(
        "INSERT INTO voucher_site (id, generation, key_sealed, followed) VALUES (1, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET generation = excluded.generation,"
            + " key_sealed = excluded.key_sealed, followed = excluded.followed",
        page.generation(),
        keys.seal(page.key()),
        page.upTo());
  }

  private static Lost lost(Tx tx, SitePage page) {
    List<String> vouchers = new ArrayList<>();
    for (SitePage.Let spent : page.spent()) {
      if (spent.alone()) {
        vouchers.addAll(
            tx.list(
                "SELECT v.id FROM voucher v JOIN voucher_batch b ON b.id = v.batch_id WHERE"
                    + " b.number = ? AND b.of_hub = 1 AND v.serial = ? AND v.id <> ?"
                    + " AND v.state <> 'REVOKED'",
                row -> row.getString(1),
                spent.number(),
                spent.serial(),
                spent.voucher()));
      }
    }
    List<String> batches = new ArrayList<>();
    for (SitePage.Made batch : page.batches()) {
      if (batch.key().isEmpty()) {
        batches.addAll(
            tx.list(
                "SELECT b.id FROM voucher_batch b WHERE b.number = ? AND b.of_hub = 1 AND"
                    + " (b.revoked = 0 OR EXISTS (SELECT 1 FROM voucher v WHERE v.batch_id = b.id"
                    + " AND v.state <> 'REVOKED'))",
                row -> row.getString(1),
                batch.number()));
      }
    }
    return new Lost(vouchers, batches);
  }

  /** Let in by another box first, or revoked; ids of this box. */
  public record Lost(List<String> vouchers, List<String> batches) {
    public Lost {
      vouchers = List.copyOf(vouchers);
      batches = List.copyOf(batches);
    }

    public boolean nothing() {
      return vouchers.isEmpty() && batches.isEmpty();
    }
  }

  private static Optional<String> batch(Tx tx, int number) {
    return tx.one(
        "SELECT id FROM voucher_batch WHERE number = ? AND of_hub = 1",
        row -> row.getString(1),
        number);
  }

  private void take(Tx tx, SitePage.Made batch) {
    String id = batch(tx, batch.number()).orElseGet(() -> make(tx, batch.number(), batch.plan()));
    long ends = batch.leftMillis() == 0 ? 0 : Math.max(1, clock.millis() + batch.leftMillis());
    tx.update(
        "UPDATE voucher_batch SET prefix = ?, note = ?, size = ?, ends_ms = ?, elsewhere = ?,"
            + " revoked = ?, sealed_key = ? WHERE id = ?",
        batch.prefix(),
        batch.note(),
        batch.size(),
        ends,
        batch.elsewhere(),
        batch.key().isEmpty(),
        batch.key().map(key -> keys.seal(key, id)).orElse(null),
        id);
  }

  /** Marks a voucher that this box has not met as let in elsewhere. */
  private static void take(Tx tx, SitePage.Let spent) {
    String batch =
        batch(tx, spent.number()).orElseGet(() -> make(tx, spent.number(), spent.plan()));
    tx.update(
        "INSERT INTO voucher (id, batch_id, plan_id, serial, hint, state, valid_until_ms)"
            + " SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS INTEGER), '',"
            + " 'USED', 0 WHERE NOT EXISTS"
            + " (SELECT 1 FROM voucher WHERE id = ? OR (batch_id = ? AND serial = ?))",
        spent.voucher(),
        batch,
        spent.plan(),
        spent.serial(),
        spent.voucher(),
        batch,
        spent.serial());
  }

  /** A row for a batch of which this box has not heard: it can verify its codes all the same. */
  static String make(Tx tx, int number, String plan) {
    String id = tx.newId();
    tx.update(
        "INSERT INTO voucher_batch (id, kind, number, plan_id, prefix, note, size, created_ms,"
            + " ends_ms, of_hub) VALUES (?, 'SIGNED', ?, ?, '', '', ?, 0, 0, 1)",
        id,
        number,
        plan,
        VoucherCode.SERIALS);
    return id;
  }

  /** A code that the hub has signed. */
  record Unmet(String plan, BatchKey key) {}

  /**
   * Whether a code of a batch that this box has not heard of was signed by the hub: the code says
   * for which plan by what it was signed with.
   */
  Optional<Unmet> unmet(Tx tx, VoucherCode.Signed code) {
    if (code.batch() < VoucherCode.HUB_BATCHES) {
      return Optional.empty();
    }
    return tx.one("SELECT key_sealed FROM voucher_site WHERE id = 1", row -> row.getBytes(1))
        .map(sealed -> keys.unsealSite(sealed).batch(code.batch()))
        .flatMap(
            key ->
                plans.ofHub(tx).stream()
                    .filter(plan -> key.verifies(plan, code))
                    .findFirst()
                    .map(plan -> new Unmet(plan, key)));
  }
}
