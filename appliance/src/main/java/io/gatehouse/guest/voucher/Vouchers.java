package io.gatehouse.guest.voucher;

import io.gatehouse.guest.plan.Plans;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes and lists vouchers. Redeeming and taking back are {@code guest.session}'s. */
public final class Vouchers {
  private static final String SELECT =
      "SELECT v.id, v.batch_id, v.plan_id, v.hint, v.pass_id, "
          + Ledger.STATE
          + " AS state, (SELECT string_agg(d.mac, ' ') FROM pass_device d"
          + " WHERE d.pass_id = v.pass_id) AS macs FROM voucher v WHERE ";
  private static final Row<Voucher> VOUCHER =
      row ->
          new Voucher(
              row.getString("id"),
              row.getString("batch_id"),
              row.getString("plan_id"),
              Voucher.State.valueOf(row.getString("state")),
              row.getString("hint"),
              orEmpty(row.getString("pass_id")),
              orEmpty(row.getString("macs")));

  private final Store store;
  private final Journal journal;
  private final ServiceClock clock;
  private final CodeKeys keys;
  private final SiteBook site;
  private final Ledger ledger;
  private final Minting minting;

  public Vouchers(Store store, Journal journal, ServiceClock clock, Plans plans, CodeKeys keys) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
    this.keys = keys;
    this.site = new SiteBook(store, clock, keys, plans);
    this.ledger = new Ledger(journal, clock, keys, site);
    this.minting = new Minting(store, journal, clock, plans, keys);
  }

  /** Where codes are looked up and spent. */
  public Ledger ledger() {
    return ledger;
  }

  /** What the box's hub sells at all boxes of the site. */
  public SiteBook site() {
    return site;
  }

  public CodeKeys keys() {
    return keys;
  }

  /**
   * Makes vouchers with random codes in one transaction.
   *
   * @param count 1 to 10,000
   * @param prefix up to 16 printable characters that a print page shows before the code; no part of
   *     the code, but a guest may type it along
   */
  public Minted mint(String planId, int count, String prefix, String note) {
    return minting.random(planId, count, prefix, note);
  }

  /** What is wrong with what is wanted, by the names of {@link #mint}; empty where nothing is. */
  public static Map<String, String> check(int count, String prefix, String note) {
    return Minting.check(count, prefix, note);
  }

  /**
   * Makes a batch of signed codes under a fresh key. Only the batch and its sealed key are stored:
   * a voucher gets its row when it is redeemed, as on every other box that knows the batch.
   */
  public Minted mintSigned(String planId, int count, String prefix, String note) {
    return minting.signed(planId, count, prefix, note);
  }

  /**
   * Vouchers in the order they were made. Filter fields may be empty; {@code after} is the last id
   * of the page before.
   */
  public List<Voucher> list(String batchId, String state, String after, int max) {
    long now = clock.millis();
    return store.read(
        tx ->
            tx.list(
                SELECT
                    + "(? = '' OR v.batch_id = ?) AND (? = '' OR "
                    + Ledger.STATE
                    + " = ?) AND (length(v.id), v.id) > (length(?), ?)"
                    + " ORDER BY length(v.id), v.id LIMIT ?",
                VOUCHER,
                now,
                batchId,
                batchId,
                state,
                now,
                state,
                after,
                after,
                max));
  }

  public Optional<Voucher> find(String id) {
    return store.read(tx -> tx.one(SELECT + "v.id = ?", VOUCHER, clock.millis(), id));
  }

  /** The batches, newest first. */
  public List<Batch> batches(int max) {
    return store.read(
        tx ->
            tx.list(
                "SELECT id, number, kind, plan_id, prefix, note, size, created_ms, ends_ms, revoked"
                    + " FROM voucher_batch ORDER BY length(id) DESC, id DESC LIMIT ?",
                row ->
                    new Batch(
                        row.getString("id"),
                        row.getString("kind").equals("SIGNED") ? row.getInt("number") : -1,
                        row.getString("plan_id"),
                        row.getString("prefix"),
                        row.getString("note"),
                        row.getInt("size"),
                        row.getLong("created_ms"),
                        row.getLong("ends_ms"),
                        row.getInt("revoked") != 0),
                max));
  }

  /** How many vouchers there are in each state, in one batch or (empty) in all. */
  public Map<Voucher.State, Long> counts(String batchId) {
    Map<Voucher.State, Long> counts = new EnumMap<>(Voucher.State.class);
    for (Voucher.State state : Voucher.State.values()) {
      counts.put(state, 0L);
    }
    store.read(
        tx ->
            tx.list(
                "SELECT s.state, COUNT(*) FROM (SELECT "
                    + Ledger.STATE
                    + " AS state FROM voucher v WHERE ? = '' OR v.batch_id = ?) s GROUP BY s.state",
                row -> counts.put(Voucher.State.valueOf(row.getString(1)), row.getLong(2)),
                clock.millis(),
                batchId,
                batchId));
    return counts;
  }

  /**
   * Deletes vouchers that nobody redeemed: AVAILABLE or EXPIRED ones of a batch, or (empty) of all
   * batches. Says how many there were.
   */
  public int discard(String batchId, Voucher.State state) {
    if (state != Voucher.State.AVAILABLE && state != Voucher.State.EXPIRED) {
      throw new IllegalArgumentException("a voucher that is " + state + " is kept");
    }
    return store.write(
        tx -> {
          int count =
              tx.update(
                  "DELETE FROM voucher AS v WHERE (? = '' OR v.batch_id = ?) AND v.pass_id IS NULL"
                      + " AND "
                      + Ledger.STATE
                      + " = ?",
                  batchId,
                  batchId,
                  clock.millis(),
                  state);
          if (count > 0) {
            journal.append(tx, new VoucherFacts.VouchersDiscarded(batchId, state.name(), count));
          }
          return count;
        });
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /** The codes are known here and never again. */
  public sealed interface Minted {
    record Batch(String batchId, List<Code> codes) implements Minted {}

    /**
     * @param voucherId empty for a signed code, which is met when it is redeemed
     * @param text as it is printed, without the prefix
     */
    record Code(String voucherId, String text) {
      @Override
      public String toString() {
        return "Code[voucherId=" + voucherId + ", text=***]";
      }
    }

    record Invalid(Map<String, String> errors) implements Minted {}
  }
}
