package io.gatehouse.platform.journal;

import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.List;

/** What happened, in order, appended in the transaction of the change it tells of. */
public final class Journal {

  public Journal(Store store, BootClock boot, ServiceClock service, WallClock wall) {}

  /** Adds a fact to the transaction at hand. */
  public void append(Tx tx, Fact fact) {
    throw new UnsupportedOperationException();
  }

  /** Up to {@code max} entries after {@code afterSeq}, oldest first. */
  public List<Entry> after(long afterSeq, int max) {
    throw new UnsupportedOperationException();
  }

  /**
   * The newest entries, newest first, before {@code beforeSeq} (Long.MAX_VALUE for the very
   * newest).
   */
  public List<Entry> newest(long beforeSeq, int max) {
    throw new UnsupportedOperationException();
  }
}
