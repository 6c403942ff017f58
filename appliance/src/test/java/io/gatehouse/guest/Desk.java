package io.gatehouse.guest;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.voucher.CodeKeys;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Entry;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A box's guest floor up to its vouchers, on a real file, with a clock turned by hand. */
public final class Desk implements AutoCloseable {
  public final TestBootClock boot;
  public final Store store;
  public final ServiceClock clock;
  public final Journal journal;
  public final Plans plans;
  public final Vouchers vouchers;

  /** What the clock of day shows. */
  public volatile Instant day = Instant.EPOCH;

  public Desk(Path directory, TestBootClock boot) {
    this(directory, boot, Store.open(directory.resolve("gatehouse.db")));
  }

  public Desk(Path directory, TestBootClock boot, Store store) {
    this.boot = boot;
    this.store = store;
    clock = new ServiceClock(store, boot);
    journal = new Journal(store, boot, clock, new WallClock(() -> day, Instant.EPOCH));
    plans = new Plans(store, journal);
    vouchers = new Vouchers(store, journal, clock, plans, CodeKeys.open(directory.resolve("keys")));
  }

  /** A sample plan by its name. */
  public Plan plan(String name) {
    return plans.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  public Plan save(Plan draft) {
    return ((Plans.Saved.Stored) plans.save(draft)).plan();
  }

  public Vouchers.Minted.Batch mint(String planId, int count) {
    return (Vouchers.Minted.Batch) vouchers.mint(planId, count, "", "");
  }

  /** One fresh code. */
  public String code(String planId) {
    return mint(planId, 1).codes().getFirst().text();
  }

  public List<Entry> facts(String kind) {
    return journal.after(0, 1_000_000).stream().filter(e -> e.kind().equals(kind)).toList();
  }

  @Override
  public void close() {
    store.close();
  }
}
