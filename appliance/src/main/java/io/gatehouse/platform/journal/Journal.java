package io.gatehouse.platform.journal;

import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What happened, in order, appended in the transaction of the change it tells of. */
public final class Journal {
  private static final Row<Entry> ENTRY =
      row ->
          new Entry(
              row.getLong(1),
              row.getString(2),
              row.getString(3),
              row.getLong(4),
              Instant.ofEpochMilli(row.getLong(5)),
              row.getInt(6) != 0,
              row.getString(7),
              row.getString(8));

  private static final int BITE = 500;

  /**
   * How many entries are kept for the slowest cursor at most, about 600 MB: years of a café, days
   * of a thousand guests. A reader that is away for longer must not fill the disk that guests are
   * let in by.
   */
  public static final long MOST_KEPT = 2_000_000;

  private final Store store;
  private final BootClock boot;
  private final ServiceClock service;
  private final WallClock wall;

  public Journal(Store store, BootClock boot, ServiceClock service, WallClock wall) {
    this.store = store;
    this.boot = boot;
    this.service = service;
    this.wall = wall;
  }

  /** Adds a fact to the transaction at hand. */
  public void append(Tx tx, Fact fact) {
    tx.update(
        "INSERT INTO journal (seq, box, boot_id, service_ms, wall_ms, trusted, kind, json)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        tx.next("journal"),
        store.box(),
        boot.bootId(),
        service.millis(),
        wall.now().toEpochMilli(),
        wall.trusted(),
        Fact.kind(fact),
        FactJson.of(fact));
  }

  /** Up to {@code max} entries after {@code afterSeq}, oldest first. */
  public List<Entry> after(long afterSeq, int max) {
    return store.read(
        tx ->
            tx.list(
                "SELECT seq, box, boot_id, service_ms, wall_ms, trusted, kind, json FROM journal"
                    + " WHERE seq > ? ORDER BY seq LIMIT ?",
                ENTRY,
                afterSeq,
                max));
  }

  /**
   * The newest entries, newest first, before {@code beforeSeq} (Long.MAX_VALUE for the very
   * newest).
   */
  public List<Entry> newest(long beforeSeq, int max) {
    return store.read(
        tx ->
            tx.list(
                "SELECT seq, box, boot_id, service_ms, wall_ms, trusted, kind, json FROM journal"
                    + " WHERE seq < ? ORDER BY seq DESC LIMIT ?",
                ENTRY,
                beforeSeq,
                max));
  }

  /** A reader's place, made at its first use: before the oldest entry. */
  public Cursor cursor(String name) {
    return new Cursor(store, this, name);
  }

  /** Whether a reader of that name has a place. */
  public boolean hasCursor(String name) {
    return store
        .read(tx -> tx.one("SELECT 1 FROM journal_cursor WHERE name = ?", row -> 1, name))
        .isPresent();
  }

  /** A reader is gone for good, so that no entry is kept for it. True where there was one. */
  public static boolean forgetCursor(Tx tx, String name) {
    return tx.update("DELETE FROM journal_cursor WHERE name = ?", name) > 0;
  }

  /**
   * Removes entries older than a moment of service time, except those that a cursor still has to
   * read, of which the newest are kept. Works in small bites, so that nobody waits for it.
   *
   * @param mostKept how many of the newest entries are kept for a cursor, see {@link #MOST_KEPT}
   * @return how many went
   */
  public int forget(long olderThanServiceMillis, long mostKept) {
    int gone = 0;
    int bite;
    do {
      bite = store.write(tx -> forgetSome(tx, olderThanServiceMillis, mostKept));
      gone += bite;
    } while (bite > 0);
    return gone;
  }

  private static int forgetSome(Tx tx, long olderThanServiceMillis, long mostKept) {
    long slowest =
        tx.one("SELECT MIN(seq), COUNT(*) FROM journal_cursor", Journal::slowest)
            .orElse(Long.MAX_VALUE);
    long read = Math.max(slowest, newestSeq(tx) - mostKept);
    List<Long> due =
        tx.list(
            "SELECT seq, service_ms FROM journal WHERE seq <= ? ORDER BY seq LIMIT ?",
            row -> row.getLong(2) < olderThanServiceMillis ? row.getLong(1) : 0L,
            read,
            BITE);
    long until = 0;
    for (long seq : due) {
      if (seq == 0) {
        break;
      }
      until = seq;
    }
    return until == 0 ? 0 : tx.update("DELETE FROM journal WHERE seq <= ?", until);
  }

  private static Long slowest(ResultSet row) throws SQLException {
    return row.getLong(2) == 0 ? null : row.getLong(1);
  }

  /** The seq of the newest entry ever written, forgotten or not. */
  public static long newestSeq(Tx tx) {
    return tx.one("SELECT value FROM counter WHERE name = 'journal'", row -> row.getLong(1))
        .orElse(0L);
  }
}
