package io.gatehouse.bench.rig;

import io.gatehouse.guest.plan.Money;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.SessionRules;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.guest.voucher.CodeKeys;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.network.gate.MemoryGate;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.ProcBootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The product's own sessions and store in this process, on a real file, before a gate in memory.
 */
public final class Floor implements AutoCloseable {
  private final Store store;
  private final Plans plans;
  private final Vouchers vouchers;
  private final Sessions sessions;
  private final AtomicInteger devices = new AtomicInteger();

  /**
   * @param data the box's data folder: {@code gatehouse.db} and {@code keys}
   */
  public Floor(Path data) {
    ProcBootClock boot = new ProcBootClock();
    store = Store.open(data.resolve("gatehouse.db"));
    ServiceClock clock = new ServiceClock(store, boot);
    Journal journal = new Journal(store, boot, clock, new WallClock(Instant::now, Instant.EPOCH));
    plans = new Plans(store, journal);
    vouchers = new Vouchers(store, journal, clock, plans, CodeKeys.open(data.resolve("keys")));
    sessions =
        new Sessions(
            store,
            journal,
            clock,
            plans,
            vouchers,
            new MemoryGate(boot),
            new UsageLedger(store, journal, clock, () -> "2026-11-20"),
            new SessionRules(0, 60, 3_600));
  }

  /** A plan of thirty days that never ends within a measurement. */
  public String plan(String name, Rate rate) {
    Plan plan =
        new Plan(
            "",
            name,
            new Money(100, "TZS"),
            30L * 86_400,
            Plan.Timing.RUNNING,
            0,
            rate,
            1,
            0,
            0,
            Plan.AfterQuota.STOP,
            Rate.UNLIMITED,
            true);
    return ((Plans.Saved.Stored) plans.save(plan)).plan().id();
  }

  public List<String> codes(String plan, int count) {
    return ((Vouchers.Minted.Batch) vouchers.mint(plan, count, "", ""))
        .codes().stream().map(Vouchers.Minted.Code::text).toList();
  }

  /** The device of that number: its address counts up from 10.20.1.0. */
  public static Device device(int number) {
    return new Device(
        new Mac(0x02be_0000_0000L + number), Ipv4.of("10.20.1.0").plus(number), "bench");
  }

  /**
   * Redeems every code, each from a device of its own, so many at once.
   *
   * @return how long that took, in seconds
   */
  public double redeem(List<String> codes, int atOnce) {
    Queue<String> waiting = new ConcurrentLinkedQueue<>(codes);
    CountDownLatch done = new CountDownLatch(atOnce);
    AtomicInteger refused = new AtomicInteger();
    long start = System.nanoTime();
    for (int i = 0; i < atOnce; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                for (String code = waiting.poll(); code != null; code = waiting.poll()) {
                  Device device = device(devices.getAndIncrement());
                  if (!(sessions.redeem(code, device) instanceof Redeemed.Opened)) {
                    refused.incrementAndGet();
                  }
                }
                done.countDown();
              });
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchTrouble("interrupted", e);
    }
    if (refused.get() > 0) {
      throw new BenchTrouble(refused + " of " + codes.size() + " codes were refused");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    store.close();
  }
}
