package io.gatehouse.guest;

import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.SessionRules;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.network.gate.MemoryGate;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The whole guest floor before a gate in memory. It can be restarted, killed and rebooted. */
public final class GuestFloor implements AutoCloseable {
  public static final SessionRules RULES = new SessionRules(1_800, 60, 3_600);

  public final TestBootClock boot;
  public final MemoryGate gate;
  public final Path directory;
  public String today = "2026-11-20";
  public Desk desk;
  public UsageLedger usage;
  public GuestAccounts accounts;
  public Sessions sessions;

  private final Supplier<Store> storage;

  /** On SQLite. */
  public GuestFloor(Path directory) {
    this(directory, () -> Store.open(directory.resolve("gatehouse.db")));
  }

  public GuestFloor(Path directory, Supplier<Store> storage) {
    this.directory = directory;
    this.storage = storage;
    boot = new TestBootClock();
    gate = new MemoryGate(boot);
    start();
  }

  private void start() {
    desk = new Desk(directory, boot, storage.get());
    accounts =
        new GuestAccounts(
            desk.store,
            desk.journal,
            desk.clock,
            SealingKey.open(directory.resolve("accounts.key")));
    usage = new UsageLedger(desk.store, desk.journal, desk.clock, () -> today);
    sessions =
        new Sessions(
            desk.store, desk.journal, desk.clock, desk.plans, desk.vouchers, gate, usage, RULES);
    sessions.reconcile();
  }

  /** The program ends without a word and starts again; the kernel goes on meanwhile. */
  public void killAndRestart() {
    desk.close();
    start();
  }

  /** The power goes and comes back: nothing in memory or in the kernel is left. */
  public void powerCut() {
    desk.close();
    gate.flush();
    boot.reboot();
    start();
  }

  /** Time goes by, with the jobs of a running box. */
  public void pass(long seconds) {
    for (long left = seconds; left > 0; ) {
      long step = Math.min(left, 10);
      boot.advanceSeconds(step);
      sessions.tick();
      sessions.sample();
      if ((boot.uptimeMillis() / 1_000) % 60 < step) {
        desk.clock.keep();
      }
      left -= step;
    }
    sessions.tick();
  }

  /** As {@link #pass}, in longer steps. */
  public void passLong(long seconds, long step) {
    for (long left = seconds; left > 0; left -= step) {
      boot.advanceSeconds(Math.min(left, step));
      sessions.sample();
      sessions.tick();
    }
  }

  public static Device device(int number) {
    return new Device(
        new Mac(0x020000000000L + number), Ipv4.of("10.20.0.10").plus(number), "phone-" + number);
  }

  public boolean online(Device device) {
    return gate.passes(device.ip(), device.mac());
  }

  /** Redeems a code that is expected to work. */
  public SessionView open(String code, Device device) {
    return ((Redeemed.Opened) sessions.redeem(code, device)).session();
  }

  public String token(String code, Device device) {
    return ((Redeemed.Opened) sessions.redeem(code, device)).resumeToken();
  }

  public SessionView of(Device device) {
    return sessions.of(device.mac()).orElseThrow();
  }

  public Plan save(PlanDraft draft) {
    return desk.save(draft.build());
  }

  /** A code of a fresh plan. */
  public String code(PlanDraft draft) {
    return desk.code(save(draft).id());
  }

  @Override
  public void close() {
    desk.close();
  }
}
