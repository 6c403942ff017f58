package io.gatehouse.platform.journal;

import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
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
        fact.kind(),
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
}
