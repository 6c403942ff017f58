package io.gatehouse.guest.usage;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The durable side of counting: one compact row a minute, sums by day and plan, and the way back
 * after a restart.
 */
public final class UsageLedger {
  private static final int DAYS_MOST = 10_000;

  private final Store store;
  private final Journal journal;
  private final ServiceClock clock;
  private final Supplier<String> today;

  /**
   * @param today names the present day in reports; it decides nothing else, so it may follow the
   *     wall clock and say that it does not know
   */
  public UsageLedger(Store store, Journal journal, ServiceClock clock, Supplier<String> today) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
    this.today = today;
  }

  /** What is added to a plan's day. */
  public record Sum(
      long sessions, long redeemed, long revenueMinor, long seconds, long upBytes, long downBytes) {

    public static Sum bytes(long up, long down) {
      return new Sum(0, 0, 0, 0, up, down);
    }

    /** Both together. */
    public Sum plus(Sum other) {
      return new Sum(
          sessions + other.sessions,
          redeemed + other.redeemed,
          revenueMinor + other.revenueMinor,
          seconds + other.seconds,
          upBytes + other.upBytes,
          downBytes + other.downBytes);
    }
  }

  /** Adds to a plan's day. */
  public void add(Tx tx, String planId, String currency, Sum sum) {
    tx.update(
        "INSERT INTO usage_day (day, plan_id, currency, sessions, redeemed, revenue_minor, seconds,"
            + " up_bytes, down_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (tenant, site, day, plan_id, currency) DO UPDATE SET"
            + " sessions = usage_day.sessions + excluded.sessions,"
            + " redeemed = usage_day.redeemed + excluded.redeemed,"
            + " revenue_minor = usage_day.revenue_minor + excluded.revenue_minor,"
            + " seconds = usage_day.seconds + excluded.seconds,"
            + " up_bytes = usage_day.up_bytes + excluded.up_bytes,"
            + " down_bytes = usage_day.down_bytes + excluded.down_bytes",
        today.get(),
        planId,
        currency,
        sum.sessions,
        sum.redeemed,
        sum.revenueMinor,
        sum.seconds,
        sum.upBytes,
        sum.downBytes);
  }

  /** Writes a batch and its fact. Says which number it has. */
  public long append(Tx tx, UsageBatch batch) {
    long seq = tx.next("usage_batch");
    tx.update(
        "INSERT INTO usage_batch (seq, service_ms, sessions, up_bytes, down_bytes, rows_blob)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        seq,
        clock.millis(),
        batch.entries().size(),
        batch.upBytes(),
        batch.downBytes(),
        batch.encoded());
    journal.append(tx, new Usage(seq, batch.entries().size(), batch.upBytes(), batch.downBytes()));
    return seq;
  }

  /** From now on, totals in session rows hold everything up to this batch. */
  public void folded(Tx tx, long seq) {
    tx.update(
        "INSERT INTO usage_folded (id, seq) VALUES (1, ?)"
            + " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq",
        seq);
  }

  /** What each session used beyond what its row says, by its number. */
  public Map<Long, UsageBatch.Entry> unfolded(Tx tx) {
    long from =
        tx.one("SELECT seq FROM usage_folded WHERE id = 1", row -> row.getLong(1)).orElse(0L);
    Map<Long, UsageBatch.Entry> sums = new HashMap<>();
    List<byte[]> blobs =
        tx.list(
            "SELECT rows_blob FROM usage_batch WHERE seq > ? ORDER BY seq",
            row -> row.getBytes(1),
            from);
    for (byte[] blob : blobs) {
      for (UsageBatch.Entry entry : UsageBatch.decode(blob).entries()) {
        sums.merge(
            entry.session(),
            entry,
            (a, b) ->
                new UsageBatch.Entry(
                    a.session(), a.upBytes() + b.upBytes(), a.downBytes() + b.downBytes()));
      }
    }
    return sums;
  }

  /** A batch by the number its fact gives. */
  public Optional<UsageBatch> batch(long seq) {
    return store.read(
        tx ->
            tx.one(
                "SELECT rows_blob FROM usage_batch WHERE seq = ?",
                row -> UsageBatch.decode(row.getBytes(1)),
                seq));
  }

  /** The days from one label to another, both included, newest first. */
  public List<DayTotal> days(String from, String to) {
    return store.read(
        tx ->
            tx.list(
                "SELECT u.day, u.plan_id, p.name, u.sessions, u.redeemed, u.revenue_minor,"
                    + " u.currency, u.seconds, u.up_bytes, u.down_bytes"
                    + " FROM usage_day u JOIN plan p ON p.id = u.plan_id"
                    + " WHERE u.day >= ? AND u.day <= ? ORDER BY u.day DESC, p.name LIMIT ?",
                row ->
                    new DayTotal(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getString(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10)),
                from,
                to,
                DAYS_MOST));
  }

  /** Forgets batches older than this that are folded. */
  public int forgetBefore(Tx tx, long serviceMillis) {
    return tx.update(
        "DELETE FROM usage_batch WHERE service_ms < ?"
            + " AND seq <= (SELECT COALESCE(MAX(seq), 0) FROM usage_folded)",
        serviceMillis);
  }
}
