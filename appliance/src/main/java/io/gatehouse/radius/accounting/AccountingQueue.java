package io.gatehouse.radius.accounting;

import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records that wait for a server, and those that were set aside. */
public final class AccountingQueue {
  private final Store store;
  private final List<Runnable> arrived = new CopyOnWriteArrayList<>();

  public AccountingQueue(Store store) {
    this.store = store;
  }

  /** One record. */
  static final class Waiting {
    private final long seq;
    private final long serviceMillis;
    private final long wallMillis;
    private final long delaySeconds;
    private final String nas;
    private final byte[] attributes;

    Waiting(
        long seq,
        long serviceMillis,
        long wallMillis,
        long delaySeconds,
        String nas,
        byte[] attributes) {
      this.seq = seq;
      this.serviceMillis = serviceMillis;
      this.wallMillis = wallMillis;
      this.delaySeconds = delaySeconds;
      this.nas = nas;
      this.attributes = attributes;
    }

    long seq() {
      return seq;
    }

    /** When it was taken in, in service time. */
    long serviceMillis() {
      return serviceMillis;
    }

    /** The time of day then; 0 = not trusted. */
    long wallMillis() {
      return wallMillis;
    }

    /** How old it was then. */
    long delaySeconds() {
      return delaySeconds;
    }

    String nas() {
      return nas;
    }

    byte[] attributes() {
      return attributes;
    }
  }

  /** Called after records have been queued; it must return at once. */
  void onArrival(Runnable call) {
    arrived.add(call);
  }

  void append(Tx tx, List<Report> reports, long now, long wallMillis) {
    List<Object[]> rows = new ArrayList<>();
    for (Report report : reports) {
      if (!report.pool().isEmpty()) {
        rows.add(
            new Object[] {
              tx.next("accounting_queue"),
              report.pool(),
              now,
              wallMillis,
              report.delaySeconds(),
              report.caller().nas(),
              report.attributes()
            });
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    tx.updateAll(
        "INSERT INTO accounting_queue (seq, pool, service_ms, wall_ms, delay_s, nas, attributes)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows);
    arrived.forEach(Runnable::run);
  }

  /** The oldest that this pool has not acknowledged. */
  List<Waiting> oldest(String pool, int max) {
    return store.read(
        tx ->
            tx.list(
                "SELECT seq, service_ms, wall_ms, delay_s, nas, attributes FROM accounting_queue"
                    + " WHERE pool = ? ORDER BY seq LIMIT ?",
                row ->
                    new Waiting(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getBytes(6)),
                pool,
                max));
  }

  /** A server has these; and those are set aside, with the reason. */
  void settle(List<Long> acknowledged, List<Long> setAside, String reason) {
    store.write(
        tx -> {
          for (long seq : setAside) {
            tx.update(
                "INSERT INTO accounting_set_aside (seq, pool, service_ms, wall_ms, delay_s, nas,"
                    + " attributes, reason) SELECT seq, pool, service_ms, wall_ms, delay_s, nas,"
                    + " attributes, ? FROM accounting_queue WHERE seq = ?",
                reason,
                seq);
          }
          List<Object[]> gone = new ArrayList<>();
          acknowledged.forEach(seq -> gone.add(new Object[] {seq}));
          setAside.forEach(seq -> gone.add(new Object[] {seq}));
          tx.updateAll("DELETE FROM accounting_queue WHERE seq = ?", gone);
          return null;
        });
  }

  /** How many wait. */
  public long waiting() {
    return count("SELECT COUNT(*) FROM accounting_queue");
  }

  /** How many were set aside. */
  public long setAside() {
    return count("SELECT COUNT(*) FROM accounting_set_aside");
  }

  private long count(String sql) {
    return store.read(tx -> tx.one(sql, row -> row.getLong(1))).orElseThrow();
  }

  /** A record that no server of a pool would take. */
  public record SetAside(long seq, String pool, String nas, String reason) {}

  /** Those set aside, the oldest first. */
  public List<SetAside> listSetAside(int max) {
    return store.read(
        tx ->
            tx.list(
                "SELECT seq, pool, nas, reason FROM accounting_set_aside ORDER BY seq LIMIT ?",
                row ->
                    new SetAside(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                max));
  }

  /** Puts everything that was set aside back into the queue. Says how many that were. */
  public int sendAgain() {
    int back =
        store.write(
            tx -> {
              tx.update(
                  "INSERT INTO accounting_queue (seq, pool, service_ms, wall_ms, delay_s, nas,"
                      + " attributes) SELECT seq, pool, service_ms, wall_ms, delay_s, nas,"
                      + " attributes FROM accounting_set_aside");
              return tx.update("DELETE FROM accounting_set_aside");
            });
    arrived.forEach(Runnable::run);
    return back;
  }
}
