package io.gatehouse.platform.journal;

import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.List;

/**
 * A reader's durable place in the journal. What is handled is acknowledged; after a crash between
 * the two the reader gets the same entries again (at least once; their seq makes it exactly once).
 * The journal keeps what a cursor has not acknowledged, up to {@link Journal#MOST_KEPT} entries.
 */
public final class Cursor {
  private final Store store;
  private final Journal journal;
  private final String name;

  Cursor(Store store, Journal journal, String name) {
    this.store = store;
    this.journal = journal;
    this.name = name;
    store.write(
        tx ->
            tx.update(
                "INSERT INTO journal_cursor (name, seq) VALUES (?, 0) ON CONFLICT (name) DO NOTHING",
                name));
  }

  /** Up to {@code max} entries that were not acknowledged, oldest first. Does not move. */
  public List<Entry> next(int max) {
    return journal.after(position(), max);
  }

  /** The last entry acknowledged; 0 for none. */
  public long position() {
    return store
        .read(
            tx ->
                tx.one(
                    "SELECT seq FROM journal_cursor WHERE name = ?", row -> row.getLong(1), name))
        .orElseThrow();
  }

  /**
   * Everything up to {@code seq} is handled, for good. A cursor never moves backwards.
   *
   * @return false where it was there already
   */
  public boolean ackTo(long seq) {
    return store.write(tx -> ackTo(tx, seq));
  }

  /** As {@link #ackTo(long)}, together with what was made of the entries: exactly once. */
  public boolean ackTo(Tx tx, long seq) {
    long newest = Journal.newestSeq(tx);
    if (seq > newest) {
      throw new IllegalArgumentException(
          "cursor " + name + " cannot have read " + seq + ", the newest is " + newest);
    }
    return tx.update("UPDATE journal_cursor SET seq = ? WHERE name = ? AND seq < ?", seq, name, seq)
        > 0;
  }
}
