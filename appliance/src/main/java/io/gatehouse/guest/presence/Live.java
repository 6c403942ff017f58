package io.gatehouse.guest.presence;

import io.gatehouse.guest.pass.Pass;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.usage.UsageBatch;
import io.gatehouse.network.gate.Admission;
import io.gatehouse.network.gate.Counter;
import io.gatehouse.network.shaping.Rate;
import java.util.Optional;

/** A session in memory: its row, and what was counted since. Guarded by {@link LiveSessions}. */
final class Live {
  /** The gate's counter at the last look is not known. */
  private static final long UNKNOWN = -1;

  /** A paused session that nobody came back to is ended after this. */
  private static final long LONGEST_PAUSE_MILLIS = 86_400_000;

  /** A router that says nothing for so long has lost the session: three of its reports and more. */
  private static final long ROUTER_SILENT_MILLIS = 1_000_000;

  private final LivePass shared;
  private Presence row;
  private long up;
  private long down;
  private long durableUp;
  private long durableDown;
  private long seenUp = UNKNOWN;
  private long seenDown = UNKNOWN;
  private long active;
  private long dailyEnds = Pass.NEVER;

  Live(LivePass shared, Presence row, long active) {
    this.shared = shared;
    this.row = row;
    this.active = active;
    up = durableUp = row.upBytes();
    down = durableDown = row.downBytes();
  }

  /** Goes on from what another object counted for the same session. */
  void takeCountsOf(Live other) {
    up = other.up;
    down = other.down;
    durableUp = other.durableUp;
    durableDown = other.durableDown;
    seenUp = other.seenUp;
    seenDown = other.seenDown;
    active = Math.max(active, other.active);
  }

  Presence row() {
    return row;
  }

  LivePass shared() {
    return shared;
  }

  Pass pass() {
    return shared.pass();
  }

  void put(Presence newer, long dailyEnds, long now) {
    if (newer.open() && !row.open()) {
      active = now;
    }
    row = newer;
    this.dailyEnds = dailyEnds;
  }

  /** The gate counts from zero for this session now. */
  void countFromZero() {
    seenUp = 0;
    seenDown = 0;
  }

  /**
   * Takes a look at the gate's counters. One that is smaller than at the last look has started
   * anew; the first look after a restart of the program only sets the mark, in the guest's favour.
   */
  void count(Counter counter, long now) {
    long addUp = difference(seenUp, counter.upBytes());
    long addDown = difference(seenDown, counter.downBytes());
    seenUp = counter.upBytes();
    seenDown = counter.downBytes();
    up += addUp;
    down += addDown;
    if (addUp > 0) {
      active = now;
    }
  }

  /** Adds bytes that are in the row already. */
  void meter(long upBytes, long downBytes, long now) {
    up += upBytes;
    down += downBytes;
    durableUp += upBytes;
    durableDown += downBytes;
    active = now;
  }

  private static long difference(long seen, long counter) {
    if (seen == UNKNOWN) {
      return 0;
    }
    return counter >= seen ? counter - seen : counter;
  }

  long upBytes() {
    return up;
  }

  long downBytes() {
    return down;
  }

  long pendingUp() {
    return up - durableUp;
  }

  long pendingDown() {
    return down - durableDown;
  }

  /** What was counted since the last time this was asked; it is on its way to the disk now. */
  LiveSessions.Pending takePending() {
    UsageBatch.Entry entry = new UsageBatch.Entry(row.number(), pendingUp(), pendingDown());
    durableUp = up;
    durableDown = down;
    return new LiveSessions.Pending(row.id(), pass().plan(), entry, up, down);
  }

  /** It did not get there. */
  void putBack(UsageBatch.Entry entry) {
    durableUp -= entry.upBytes();
    durableDown -= entry.downBytes();
  }

  /** Bytes known from batches that are not in the row yet. */
  void replay(long upBytes, long downBytes) {
    up += upBytes;
    down += downBytes;
    durableUp += upBytes;
    durableDown += downBytes;
  }

  long activeMillis() {
    return active;
  }

  /** When access ends by the clock; {@link Pass#NEVER} where it does not. */
  long endsMillis() {
    return Math.min(shared.endsMillis(), dailyEnds);
  }

  boolean slowed() {
    return pass().plan().afterQuota() == Plan.AfterQuota.SLOW && shared.overQuota();
  }

  Rate rate() {
    return slowed() ? pass().plan().slow() : pass().plan().rate();
  }

  /** Why and when it is over, if it is over now. */
  Optional<LiveSessions.Due> due(long now, SessionRules rules) {
    return endReason(now, rules)
        .map(
            reason -> {
              long at = row.open() ? endsMillis() : Pass.NEVER;
              return new LiveSessions.Due(row.id(), reason, Math.min(now, Math.max(0, at)));
            });
  }

  private Optional<EndReason> endReason(long now, SessionRules rules) {
    if (!row.open()) {
      return now - row.sinceMillis() >= LONGEST_PAUSE_MILLIS
          ? Optional.of(EndReason.IDLE)
          : Optional.empty();
    }
    if (endsMillis() <= now) {
      return Optional.of(dailyEnds < shared.endsMillis() ? EndReason.DAILY : EndReason.TIME);
    }
    if (stopped()) {
      return Optional.of(EndReason.QUOTA);
    }
    if (row.atRouter()) {
      return now - active >= ROUTER_SILENT_MILLIS ? Optional.of(EndReason.IDLE) : Optional.empty();
    }
    if (rules.idleSeconds() > 0 && now - active >= rules.idleSeconds() * 1_000L) {
      return Optional.of(EndReason.IDLE);
    }
    return Optional.empty();
  }

  private boolean stopped() {
    return pass().plan().afterQuota() == Plan.AfterQuota.STOP && shared.overQuota();
  }

  /** What the gate should let pass for it now, if anything. */
  Optional<LiveSessions.Wanted> wanted(long now) {
    long left = endsMillis() - now;
    if (!row.open() || stopped() || left <= 0) {
      return Optional.empty();
    }
    long seconds = Math.min(left / 1_000 + (left % 1_000 == 0 ? 0 : 1), Admission.LONGEST_TTL);
    return Optional.of(
        new LiveSessions.Wanted(
            row.id(),
            new Admission(row.ip(), row.mac(), (int) seconds, rate()),
            now + seconds * 1_000));
  }

  SessionView view(long now) {
    Pass pass = pass();
    long millis = pass.remainingAt(row.held() ? row.sinceMillis() : now);
    if (row.open() && dailyEnds != Pass.NEVER) {
      millis = Math.min(millis, Math.max(dailyEnds - now, 0));
    }
    long quota = pass.plan().quotaBytes();
    return new SessionView(
        row.id(),
        pass.id(),
        pass.voucherId(),
        row.mac(),
        row.ip(),
        row.hostname(),
        row.state(),
        pass.plan(),
        millis == Pass.NEVER ? -1 : (millis + 999) / 1_000,
        quota == 0 ? -1 : Math.max(quota - shared.bytes(), 0),
        pass.usedAt(now) / 1_000,
        row.presentAt(now) / 1_000,
        up,
        down,
        slowed(),
        Math.max(now - active, 0) / 1_000,
        row.nas());
  }
}
