package io.gatehouse.guest.presence;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.usage.UsageBatch;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.StoreException;
import io.gatehouse.platform.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes from the gate's counters to the database: looked at every few seconds, written as one row a
 * minute, and now and then summed up in the rows of open sessions so that a start need not read far
 * back.
 */
public final class Counting {
  private static final Logger LOG = LoggerFactory.getLogger(Counting.class);

  private final Store store;
  private final ServiceClock clock;
  private final UsageLedger usage;
  private final LiveSessions live;
  private final ReentrantLock writing = new ReentrantLock();
  private long writtenAt;
  private long foldedAt;

  public Counting(Store store, ServiceClock clock, UsageLedger usage, LiveSessions live) {
    this.store = store;
    this.clock = clock;
    this.usage = usage;
    this.live = live;
    this.writtenAt = clock.millis();
    this.foldedAt = writtenAt;
  }

  /** Writes what was counted if it is time to. */
  public void keepIfDue(SessionRules rules) {
    long now = clock.millis();
    boolean fold = now - foldedAt >= rules.foldSeconds() * 1_000L;
    if (fold || now - writtenAt >= rules.durableSeconds() * 1_000L) {
      keep(fold);
    }
  }

  /** Writes what was counted since the last time; a storage that fails is tried again later. */
  public void keep(boolean fold) {
    writing.lock();
    try {
      write(live.takePending(), fold);
    } finally {
      writing.unlock();
    }
  }

  private void write(List<LiveSessions.Pending> pending, boolean fold) {
    try {
      store.write(
          tx -> {
            write(tx, pending, fold);
            return null;
          });
      writtenAt = clock.millis();
      foldedAt = fold ? writtenAt : foldedAt;
    } catch (StoreException e) {
      live.putBack(pending);
      LOG.error("usage could not be written and is kept in memory: {}", e.getMessage());
    }
  }

  private void write(Tx tx, List<LiveSessions.Pending> all, boolean fold) {
    List<LiveSessions.Pending> changed =
        all.stream().filter(p -> p.entry().upBytes() + p.entry().downBytes() > 0).toList();
    if (!changed.isEmpty()) {
      UsageBatch batch = new UsageBatch(changed.stream().map(LiveSessions.Pending::entry).toList());
      long seq = usage.append(tx, batch);
      byPlan(changed)
          .forEach((plan, sum) -> usage.add(tx, plan.id(), plan.price().currency(), sum));
      if (fold) {
        usage.folded(tx, seq);
      }
    }
    if (fold && !changed.isEmpty()) {
      List<Object[]> totals = new ArrayList<>();
      for (LiveSessions.Pending p : all) {
        totals.add(new Object[] {p.totalUp(), p.totalDown(), p.sessionId()});
      }
      SessionTable.fold(tx, totals);
    }
  }

  private static Map<Plan, UsageLedger.Sum> byPlan(List<LiveSessions.Pending> changed) {
    Map<Plan, UsageLedger.Sum> sums = new HashMap<>();
    for (LiveSessions.Pending p : changed) {
      sums.merge(
          p.plan(),
          UsageLedger.Sum.bytes(p.entry().upBytes(), p.entry().downBytes()),
          UsageLedger.Sum::plus);
    }
    return sums;
  }
}
