package io.gatehouse.guest.voucher;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.List;

/**
 * Tells the journal of each voucher whose time to be redeemed has run out. That a voucher is
 * expired is seen from its row at any moment; this only says it once.
 */
public final class Expiry {
  /** A batch of thousands ends in one moment: nobody shall wait behind all of them. */
  private static final int BITE = 200;

  private final Store store;
  private final Journal journal;
  private final ServiceClock clock;

  public Expiry(Store store, Journal journal, ServiceClock clock) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
  }

  private record Ended(String id, String batchId, String planId, long until) {}

  /** Tells of those that ended since it was last asked. Says how many. */
  public int tell() {
    int all = 0;
    int some;
    do {
      some = store.write(this::tellSome);
      all += some;
    } while (some == BITE);
    return all;
  }

  private int tellSome(Tx tx) {
    Ended told =
        tx.one(
                "SELECT told_id, told_ms FROM voucher_expiry WHERE id = 1",
                row -> new Ended(row.getString(1), "", "", row.getLong(2)))
            .orElse(new Ended("", "", "", 0));
    List<Ended> ended =
        tx.list(
            "SELECT id, batch_id, plan_id, valid_until_ms FROM voucher WHERE state = 'AVAILABLE'"
                + " AND valid_until_ms > 0 AND valid_until_ms <= ?"
                + " AND (valid_until_ms, id) > (?, ?) ORDER BY valid_until_ms, id LIMIT ?",
            row -> new Ended(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)),
            clock.millis(),
            told.until,
            told.id,
            BITE);
    for (Ended each : ended) {
      journal.append(tx, new VoucherFacts.VoucherExpired(each.id, each.batchId, each.planId));
    }
    if (!ended.isEmpty()) {
      tx.update(
          "INSERT INTO voucher_expiry (id, told_ms, told_id) VALUES (1, ?, ?)"
              + " ON CONFLICT (id) DO UPDATE"
              + " SET told_ms = excluded.told_ms, told_id = excluded.told_id",
          ended.getLast().until,
          ended.getLast().id);
    }
    return ended.size();
  }
}
