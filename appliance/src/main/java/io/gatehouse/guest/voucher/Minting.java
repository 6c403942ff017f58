package io.gatehouse.guest.voucher;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes batches of vouchers, each batch in one transaction. */
final class Minting {
  private static final long DAY_MILLIS = 86_400_000;
  private static final int MOST = 10_000;

  private final Store store;
  private final Journal journal;
  private final ServiceClock clock;
  private final Plans plans;
  private final CodeKeys keys;

  Minting(Store store, Journal journal, ServiceClock clock, Plans plans, CodeKeys keys) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
    this.plans = plans;
    this.keys = keys;
  }

  Vouchers.Minted random(String planId, int count, String prefix, String note) {
    List<VoucherCode.Random> codes = new ArrayList<>();
    Map<String, String> errors = check(count, prefix, note);
    if (errors.isEmpty()) {
      for (int i = 0; i < count; i++) {
        codes.add(VoucherCode.Random.make());
      }
    }
    return store.write(
        tx -> {
          Optional<Plan> plan = offered(tx, planId, errors);
          if (!errors.isEmpty()) {
            return new Vouchers.Minted.Invalid(errors);
          }
          long ends = end(plan.orElseThrow());
          String batch = insertBatch(tx, planId, null, prefix, note, count, ends);
          List<Object[]> rows = new ArrayList<>(count);
          List<Vouchers.Minted.Code> minted = new ArrayList<>(count);
          for (int serial = 0; serial < count; serial++) {
            VoucherCode.Random code = codes.get(serial);
            String id = tx.newId();
            minted.add(new Vouchers.Minted.Code(id, code.text()));
            rows.add(
                new Object[] {id, batch, planId, keys.digest(code), serial, code.hint(), ends});
          }
          tx.updateAll(
              "INSERT INTO voucher (id, batch_id, plan_id, digest, serial, hint, state,"
                  + " valid_until_ms) VALUES (?, ?, ?, ?, ?, ?, 'AVAILABLE', ?)",
              rows);
          journal.append(tx, new VoucherFacts.VouchersMinted(batch, planId, count, note));
          return new Vouchers.Minted.Batch(batch, minted);
        });
  }

  Vouchers.Minted signed(String planId, int count, String prefix, String note) {
    Map<String, String> errors = check(count, prefix, note);
    BatchKey key = BatchKey.make();
    return store.write(
        tx -> {
          Optional<Plan> plan = offered(tx, planId, errors);
          int number =
              tx.one(
                      "SELECT COALESCE(MAX(number), -1) + 1 FROM voucher_batch WHERE number < ?",
                      row -> row.getInt(1),
                      VoucherCode.HUB_BATCHES)
                  .orElse(0);
          if (number >= VoucherCode.HUB_BATCHES) {
            errors.put("count", "all " + VoucherCode.HUB_BATCHES + " signed batches are taken");
          }
          if (!errors.isEmpty()) {
            return new Vouchers.Minted.Invalid(errors);
          }
          String site =
              tx.one("SELECT site FROM box WHERE id = 1", row -> row.getString(1)).orElseThrow();
          String batch =
              insertBatch(tx, planId, number, prefix, note, count, end(plan.orElseThrow()));
          tx.update(
              "UPDATE voucher_batch SET sealed_key = ? WHERE id = ?", keys.seal(key, batch), batch);
          journal.append(tx, new VoucherFacts.SignedBatchKnown(batch, number, planId, count));
          List<Vouchers.Minted.Code> minted = new ArrayList<>(count);
          for (int serial = 0; serial < count; serial++) {
            minted.add(new Vouchers.Minted.Code("", key.sign(site, number, serial).text()));
          }
          return new Vouchers.Minted.Batch(batch, minted);
        });
  }

  static Map<String, String> check(int count, String prefix, String note) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (count < 1 || count > MOST) {
      errors.put("count", "must be 1 to " + MOST);
    }
    if (prefix.length() > 16 || prefix.chars().anyMatch(Character::isISOControl)) {
      errors.put("prefix", "must have at most 16 printable characters");
    } else if (!survives(prefix)) {
      errors.put("prefix", "cannot be told from a code, please choose another");
    }
    if (note.length() > 200 || note.chars().anyMatch(Character::isISOControl)) {
      errors.put("note", "must have at most 200 printable characters");
    }
    return errors;
  }

  /** Whether a guest who types the prefix along is still understood. */
  private static boolean survives(String prefix) {
    VoucherCode sample = VoucherCode.Random.make();
    return VoucherCode.parse(prefix + sample.text())
            instanceof VoucherCode.Parsed.Code(VoucherCode code)
        && code.text().equals(sample.text());
  }

  private Optional<Plan> offered(Tx tx, String planId, Map<String, String> errors) {
    Optional<Plan> plan = plans.find(tx, planId);
    if (plan.isEmpty()) {
      errors.put("planId", "there is no such plan");
    } else if (!plan.get().active()) {
      errors.put("planId", "this plan is switched off");
    }
    return plan;
  }

  private long end(Plan plan) {
    return plan.validDays() == 0 ? 0 : clock.millis() + plan.validDays() * DAY_MILLIS;
  }

  private String insertBatch(
      Tx tx, String planId, Integer number, String prefix, String note, int size, long ends) {
    String batch = tx.newId();
    tx.update(
        "INSERT INTO voucher_batch (id, kind, number, plan_id, prefix, note, size, created_ms,"
            + " ends_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        batch,
        number == null ? "RANDOM" : "SIGNED",
        number,
        planId,
        prefix,
        note,
        size,
        clock.millis(),
        ends);
    return batch;
  }
}
