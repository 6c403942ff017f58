package io.gatehouse.guest.session;

import io.gatehouse.guest.pass.DailyShare;
import io.gatehouse.guest.pass.Pass;
import io.gatehouse.guest.pass.PassTable;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.LiveSessions;
import io.gatehouse.guest.presence.Presence;
import io.gatehouse.guest.presence.SessionTable;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.usage.UsageBatch;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One transaction's changes to who is in: rows, facts and sums at once, the mirror in memory when
 * all of them went well. The addresses it touched are settled with the gate after the commit.
 */
final class Turn {
  private final Tx tx;
  private final long now;
  private final LiveSessions live;
  private final Journal journal;
  private final UsageLedger usage;
  private final Map<String, Pass> passes = new HashMap<>();
  private final List<Runnable> mirrored = new ArrayList<>();
  private final Map<Sold, UsageLedger.Sum> sums = new HashMap<>();
  private final Set<Ipv4> touched = new LinkedHashSet<>();
  private final List<Enforcement.RouterChange> atRouters = new ArrayList<>();

  Turn(Tx tx, long now, LiveSessions live, Journal journal, UsageLedger usage) {
    this.tx = tx;
    this.now = now;
    this.live = live;
    this.journal = journal;
    this.usage = usage;
  }

  Tx tx() {
    return tx;
  }

  long now() {
    return now;
  }

  UsageLedger usage() {
    return usage;
  }

  /** What usage is summed up by. */
  private record Sold(String planId, String currency) {}

  /** Adds to the day's sums, which are written once for the whole transaction. */
  void count(Plan plan, UsageLedger.Sum sum) {
    sums.merge(new Sold(plan.id(), plan.price().currency()), sum, UsageLedger.Sum::plus);
  }

  /** A pass as it is within this transaction. */
  Optional<Pass> pass(String id) {
    Pass known = passes.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Pass> read = PassTable.find(tx, id);
    read.ifPresent(pass -> passes.put(id, pass));
    return read;
  }

  private Pass passOf(Presence session) {
    return pass(session.passId()).orElseThrow();
  }

  void record(Fact fact) {
    journal.append(tx, fact);
  }

  Set<Ipv4> touched() {
    return touched;
  }

  /** What routers have to be told after the commit. */
  List<Enforcement.RouterChange> atRouters() {
    return atRouters;
  }

  /**
   * A router that carries the session has to end it, or to put it on other terms.
   *
   * @param reason null where it goes on
   */
  void tellRouter(Presence session, EndReason reason) {
    if (session.atRouter()) {
      Pass pass = passOf(session);
      mirrored.add(
          () ->
              atRouters.add(
                  new Enforcement.RouterChange(
                      live.view(session, pass, now), session.nas(), reason)));
    }
  }

  private void touch(Presence session) {
    if (!session.atRouter()) {
      touched.add(session.ip());
    }
  }

  /** Writes the sums and makes the mirror show what was written. */
  void finish() {
    sums.forEach((sold, sum) -> usage.add(tx, sold.planId, sold.currency, sum));
    mirrored.forEach(Runnable::run);
  }

  /** What was bought, before its first use. */
  Pass create(Pass pass) {
    PassTable.insert(tx, pass);
    passes.put(pass.id(), pass);
    return pass;
  }

  /** Writes what was used, unless it stands there already. */
  void save(Pass pass) {
    if (!pass.equals(passes.put(pass.id(), pass))) {
      PassTable.save(tx, pass);
    }
    mirrored.add(() -> live.put(pass));
  }

  /** A device comes in. Whoever has its address without being it is gone. */
  Presence open(Pass bought, Device device) {
    clear(device);
    Pass pass = bought.entered(now);
    save(pass);
    Presence session =
        new Presence(
            tx.newId(),
            pass.id(),
            device.mac(),
            device.ip(),
            device.hostname(),
            SessionView.State.OPEN,
            now,
            now,
            0,
            0,
            0,
            device.nas());
    SessionTable.insert(tx, session);
    mirror(session, pass);
    count(pass.plan(), new UsageLedger.Sum(1, 0, 0, 0, 0, 0));
    record(
        new SessionFacts.SessionOpened(
            session.id(),
            pass.id(),
            pass.voucherId(),
            pass.plan().id(),
            session.mac(),
            session.ip(),
            session.nas()));
    return session;
  }

  private void clear(Device device) {
    if (device.atRouter()) {
      return;
    }
    for (Presence other : SessionTable.openAt(tx, device.ip())) {
      if (!other.mac().equals(device.mac())) {
        close(other, EndReason.IDLE, now);
      }
    }
  }

  /** Keeps the session and lets its time rest. */
  void pause(Presence session) {
    stop(session, session.paused(now));
    record(
        new SessionFacts.SessionPaused(
            session.id(), session.passId(), session.mac(), session.ip()));
  }

  /** Keeps the session until it is proved whose it is; its time rests, whatever the plan says. */
  void hold(Presence session, CloneSign sign) {
    stop(session, session.held(now));
    record(
        new SessionFacts.CloneSeen(
            session.id(), session.passId(), session.mac(), session.ip(), sign));
  }

  private void stop(Presence session, Presence stopped) {
    Pass pass = passOf(session);
    SessionTable.save(tx, stopped);
    DailyShare.record(tx, session.mac(), pass, session.sinceMillis(), now);
    Pass rested = rest(pass, now);
    save(rested);
    mirrored.add(() -> live.put(stopped, rested, Pass.NEVER, now));
    touch(session);
  }

  /** The pass of a session, with the time that a hold has cost it if nobody else used it then. */
  Pass givenBack(Presence session) {
    Pass pass = passOf(session);
    return session.held() && !SessionTable.othersOpenSince(tx, session, session.sinceMillis())
        ? pass.delayed(now - session.sinceMillis())
        : pass;
  }

  /** Goes on with a paused or held session, perhaps at another address. */
  void resume(Presence session, Device device) {
    clear(device);
    Pass pass = givenBack(session).entered(now);
    save(pass);
    Presence resumed = session.resumed(device, now);
    SessionTable.save(tx, resumed);
    mirror(resumed, pass);
    record(new SessionFacts.SessionResumed(session.id(), pass.id(), session.mac(), device.ip()));
  }

  /** The device of an open session has another address now. */
  void move(Presence session, Device device) {
    clear(device);
    Presence moved = session.at(device);
    SessionTable.save(tx, moved);
    touch(session);
    mirror(moved, passOf(session));
    record(
        new SessionFacts.SessionAddress(
            session.id(), session.passId(), session.mac(), session.ip(), device.ip()));
  }

  /** Ends a session; what is left of its pass stays there. A router that carries it is told. */
  void close(Presence row, EndReason reason, long at) {
    tellRouter(row, reason);
    closedElsewhere(row, reason, at);
  }

  /** As {@link #close} where whoever carries the session has ended it already. */
  void closedElsewhere(Presence row, EndReason reason, long at) {
    Presence session = live.counted(row);
    Pass pass = givenBack(session);
    // A device that just stayed silent is not charged for the silence.
    boolean silent = reason == EndReason.IDLE;
    long end = silent ? within(session, live.activeMillisOf(session.mac())) : at;
    long rests = silent ? within(session, live.activeMillis(pass.id())) : at;
    long bytes = session.upBytes() + session.downBytes();
    SessionTable.end(tx, session, reason, end);
    if (session.open()) {
      DailyShare.record(tx, session.mac(), pass, session.sinceMillis(), end);
    }
    save(rest(pass, rests).withEnded(bytes));
    UsageBatch.Entry pending = live.pending(row);
    long seconds = session.presentAt(end) / 1_000;
    count(
        pass.plan(), new UsageLedger.Sum(0, 0, 0, seconds, pending.upBytes(), pending.downBytes()));
    record(
        new SessionFacts.SessionEnded(
            session.id(),
            pass.id(),
            pass.voucherId(),
            pass.plan().id(),
            session.mac(),
            session.ip(),
            reason,
            seconds,
            session.upBytes(),
            session.downBytes()));
    mirrored.add(() -> live.remove(session.id()));
    touch(session);
  }

  private long within(Presence session, long active) {
    return Math.clamp(active, Math.min(session.sinceMillis(), now), now);
  }

  /** Banked time rests once no device of the pass is open; called after the row was written. */
  private Pass rest(Pass pass, long at) {
    boolean inUse = SessionTable.ofPass(tx, pass.id()).stream().anyMatch(Presence::open);
    return inUse ? pass : pass.left(at);
  }

  /** Shows the session in the mirror, with the end of its daily share. */
  void mirror(Presence session, Pass pass) {
    long dailyEnds = dailyEnds(session, pass);
    mirrored.add(() -> live.put(session, pass, dailyEnds, now));
    touch(session);
  }

  /** When the device's share of today is used up, as far as can be told now. */
  long dailyEnds(Presence session, Pass pass) {
    if (pass.plan().dailySeconds() == 0 || !session.open()) {
      return Pass.NEVER;
    }
    return now + DailyShare.of(tx, session.mac(), pass, session.sinceMillis(), now).left(now);
  }

  /**
   * How long until the device has a share of its day left; 0 = now.
   *
   * @param openSince when its open session began, or -1
   */
  long millisUntilFree(Mac mac, Pass pass, long openSince) {
    return pass.plan().dailySeconds() == 0
        ? 0
        : DailyShare.of(tx, mac, pass, openSince, now).millisUntilFree(now);
  }
}
