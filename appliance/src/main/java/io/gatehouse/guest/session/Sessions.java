package io.gatehouse.guest.session;

import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.pass.PassTable;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.presence.Counting;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.GateShadow;
import io.gatehouse.guest.presence.LiveSessions;
import io.gatehouse.guest.presence.Presence;
import io.gatehouse.guest.presence.SessionRules;
import io.gatehouse.guest.presence.SessionTable;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.guest.voucher.Guesses;
import io.gatehouse.guest.voucher.Ledger;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.network.gate.Gate;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who is in. Every method decides in one transaction and then tells the gate; a gate that fails is
 * caught up by {@link #reconcile}.
 */
public final class Sessions {
  private static final long DAY_MILLIS = 86_400_000;

  private final Store store;
  private final ServiceClock clock;
  private final Plans plans;
  private final Ledger vouchers;
  private final Guesses guesses;
  private final LiveSessions live;
  private final Decisions decisions;
  private final Entrance entrance;
  private final Upkeep upkeep;
  private volatile SessionRules rules;

  /** Reads the open sessions; the gate is left alone until {@link #reconcile}. */
  public Sessions(
      Store store,
      Journal journal,
      ServiceClock clock,
      Plans plans,
      Vouchers vouchers,
      Gate gate,
      UsageLedger usage,
      SessionRules rules) {
    this.store = store;
    this.clock = clock;
    this.plans = plans;
    this.vouchers = vouchers.ledger();
    this.guesses = new Guesses(clock);
    this.live = new LiveSessions();
    GateShadow shadow = new GateShadow(gate, live);
    this.decisions = new Decisions(store, journal, clock, usage, live, shadow);
    Redemption redemption = new Redemption(plans, this.vouchers, vouchers.keys(), live);
    this.entrance = new Entrance(store, clock, this.vouchers, guesses, decisions, redemption, live);
    Counting counting = new Counting(store, clock, usage, live);
    this.upkeep = new Upkeep(store, clock, live, shadow, decisions, counting);
    this.rules = rules;
    decisions.trustMirror();
  }

  /** Other rules from now on. */
  public void follow(SessionRules newRules) {
    rules = newRules;
  }

  /**
   * Redeems what a guest typed: a new voucher, or one whose time goes on (on this or a further
   * device).
   *
   * @param device null where the request came from no lease
   */
  public Redeemed redeem(String typed, Device device) {
    return entrance.byCode(typed, device, false);
  }

  /**
   * As {@link #redeem(String, Device)}, but takes the place of another device of the pass where all
   * are taken: of one that is away, else of the one that has been silent for longest.
   */
  public Redeemed redeemInsteadOfAnother(String typed, Device device) {
    return entrance.byCode(typed, device, true);
  }

  /**
   * Lets a device of an account in, whose password or address was checked by the caller. Status,
   * time window and listed devices are the caller's too, as it tells people why.
   */
  public Redeemed enter(GuestAccounts accounts, String accountId, Device device) {
    return entrance.byAccount(accounts, accountId, device);
  }

  /**
   * Brings an account's open sessions to its present terms, or ends them where it is not active.
   */
  public void follow(GuestAccounts accounts, String accountId) {
    decisions.decide(
        turn -> {
          accounts
              .find(turn.tx(), accountId)
              .ifPresent(account -> PassCare.follow(turn, plans, account));
          return null;
        });
  }

  /** Who carries out at routers what is decided here. */
  public void enforceAt(Enforcement routers) {
    decisions.enforceAt(routers);
  }

  /** Takes in what routers report, in one transaction with what the caller writes of it. */
  public <T> T report(Function<RouterReports, T> work) {
    return decisions.decide(turn -> work.apply(new RouterReports(turn, live)));
  }

  /** What a pass has left; a look that changes nothing. Empty where there is none. */
  public Optional<PassLeft> left(String passId) {
    return store.read(
        tx ->
            PassTable.find(tx, passId)
                .map(
                    pass ->
                        PassLeft.of(
                            pass, live.bytes(pass), live.ofPass(passId, 0), clock.millis())));
  }

  /** Ends all sessions of a pass, as of an account that was suspended. Says how many. */
  public int endPass(String passId, EndReason reason) {
    return decisions.decide(turn -> PassCare.endPass(turn, passId, reason));
  }

  /** Starts a free plan. */
  public Redeemed startFree(String planId, Device device) {
    return entrance.free(planId, device);
  }

  /**
   * Takes the session that a resume token (cookie) proves to this device: a phone that changed its
   * MAC. Unknown where the token proves nothing (any more).
   */
  public Redeemed moveHere(String resumeToken, Device device) {
    return entrance.byToken(resumeToken, device);
  }

  /** Goes on after a pause. Unknown where there is nothing to go on with, Held where it is held. */
  public Redeemed resume(Device device) {
    return entrance.resume(device);
  }

  /** The device's open or paused session. */
  public Optional<SessionView> of(Mac mac) {
    return live.of(mac, clock.millis());
  }

  /** An open or paused session by its id. */
  public Optional<SessionView> find(String sessionId) {
    return live.find(sessionId, clock.millis());
  }

  /**
   * The device's open or paused session, which follows the device to a new address of its lease.
   */
  public Optional<SessionView> at(Device device) {
    Optional<SessionView> seen = of(device.mac());
    if (seen.isEmpty()
        || seen.get().state() != SessionView.State.OPEN
        || seen.get().ip().equals(device.ip())) {
      return seen;
    }
    decisions.decide(turn -> PassCare.follow(turn, device));
    return of(device.mac());
  }

  /** Why the device's last session ended, if it was within the last 24 h of service. */
  public Optional<EndReason> lastEnd(Mac mac) {
    long since = clock.millis() - DAY_MILLIS;
    return store.read(tx -> SessionTable.lastEnd(tx, mac, since));
  }

  /** Pauses banked time. False where there is no open session or its plan runs on. */
  public boolean pause(Mac mac) {
    return decisions.decide(turn -> PassCare.pause(turn, mac));
  }

  /**
   * Holds the device's session, as its addresses are used by two: the gate closes, and its time
   * rests until the voucher's code or a resume token is shown. False where none is open.
   */
  public boolean hold(Mac mac, CloneSign sign) {
    return decisions.decide(turn -> PassCare.hold(turn, mac, sign));
  }

  /**
   * Ends the device's session. What is left on the voucher stays there. False where there is none
   * or it is held.
   */
  public boolean signOut(Mac mac) {
    return decisions.decide(
        turn ->
            close(
                turn,
                SessionTable.of(turn.tx(), mac).filter(session -> !session.held()),
                EndReason.GUEST));
  }

  /** Ends one session. False where it is not open. */
  public boolean end(String sessionId, EndReason reason) {
    return decisions.decide(turn -> close(turn, SessionTable.find(turn.tx(), sessionId), reason));
  }

  private static boolean close(Turn turn, Optional<Presence> session, EndReason reason) {
    session.ifPresent(s -> turn.close(s, reason, turn.now()));
    return session.isPresent();
  }

  /**
   * Puts a session's pass on another plan's speed, limits and devices from now on; what was used
   * stays used.
   */
  public boolean changePlan(String sessionId, String planId) {
    return decisions.decide(turn -> PassCare.changePlan(turn, plans, sessionId, planId));
  }

  /**
   * Takes a voucher back and ends its sessions. False where there is none or it is revoked already.
   */
  public boolean revokeVoucher(String voucherId) {
    return decisions.decide(
        turn -> {
          boolean revoked = vouchers.revoke(turn.tx(), voucherId);
          PassCare.endAll(turn, voucherId, EndReason.REVOKED);
          return revoked;
        });
  }

  /** Takes a whole batch back and ends its sessions. Says how many vouchers that were. */
  public int revokeBatch(String batchId) {
    return decisions.decide(
        turn -> {
          List<String> revoked = vouchers.revokeBatch(turn.tx(), batchId);
          revoked.forEach(voucher -> PassCare.endAll(turn, voucher, EndReason.REVOKED));
          return revoked.size();
        });
  }

  /** Ends all sessions of a voucher; it stays valid. Says how many that were. */
  public int disconnectVoucher(String voucherId) {
    return decisions.decide(turn -> PassCare.endAll(turn, voucherId, EndReason.OPERATOR));
  }

  /**
   * Unbinds a voucher from its devices, so that others may use what is left; those that are in are
   * signed out. False where it was never redeemed.
   */
  public boolean resetDevices(String voucherId) {
    return decisions.decide(turn -> PassCare.resetDevices(turn, voucherId));
  }

  /** Gives a voucher its full time and bytes again. False where it was never redeemed. */
  public boolean resetUsage(String voucherId) {
    return decisions.decide(turn -> PassCare.resetUsage(turn, live, voucherId));
  }

  /** Open and paused sessions by id, after the given id. */
  public List<SessionView> list(String after, int max) {
    return live.list(after, max, clock.millis());
  }

  /** Devices that are in, paused ones left out. */
  public int openCount() {
    return live.openCount();
  }

  /** Sessions that are held. */
  public int heldCount() {
    return live.heldCount();
  }

  /** The devices that are in. */
  public List<Mac> openDevices() {
    return live.openDevices();
  }

  /** Ends what is over, slows what is over its bytes, renews what goes on. Run every second. */
  public void tick() {
    upkeep.tick(rules);
  }

  /**
   * Reads the gate's counters into usage. Run every 10 s; durable at most every 60 s. A gate that
   * is away comes out as {@code GateUnreachable}, for the job to show.
   */
  public void sample() {
    upkeep.sample(rules);
  }

  /** Reads the counters and writes the totals into the rows of open sessions. Run every 10 min. */
  public void statistics() {
    upkeep.statistics();
  }

  /** Devices that tried many codes that do not exist, with how many. */
  public Map<Mac, Integer> guessers() {
    return guesses.persistent();
  }

  /** Makes everything counted durable now, for a stop of the program. */
  public void keep() {
    upkeep.keep();
  }

  /**
   * Makes the kernel admit exactly the open sessions. Run at start, on drift, and each minute. A
   * gate that is away comes out as {@code GateUnreachable}.
   *
   * @return how many devices had to be changed
   */
  public int reconcile() {
    return upkeep.reconcile();
  }

  /**
   * Forgets ended sessions and usage batches that are older than this many days of service, and
   * daily shares that no longer count.
   *
   * @return how many rows that were
   */
  public int cleanUp(int keepDays) {
    return upkeep.cleanUp(keepDays);
  }
}
