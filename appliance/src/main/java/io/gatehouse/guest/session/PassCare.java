package io.gatehouse.guest.session;

import io.gatehouse.guest.pass.Pass;
import io.gatehouse.guest.pass.PassTable;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.platform.address.Mac;
import java.util.List;
import java.util.Optional;

/** What operators and the clock do to passes, inside a transaction at hand. */
final class PassCare {
  private PassCare() {}

  /** Pauses the device's session if its time is banked. */
  static boolean pause(Turn turn, Mac mac) {
    Optional<Presence> session =
        SessionTable.of(turn.tx(), mac)
            .filter(Presence::open)
            .filter(s -> turn.pass(s.passId()).orElseThrow().banked());
    session.ifPresent(turn::pause);
    return session.isPresent();
  }

  /** Holds the device's session if it is open. */
  static boolean hold(Turn turn, Mac mac, CloneSign sign) {
    Optional<Presence> session = SessionTable.of(turn.tx(), mac).filter(Presence::open);
    session.ifPresent(s -> turn.hold(s, sign));
    return session.isPresent();
  }

  /** Takes an open session along to its device's present address. */
  static boolean follow(Turn turn, Device device) {
    Optional<Presence> session =
        SessionTable.of(turn.tx(), device.mac())
            .filter(s -> s.open() && !s.ip().equals(device.ip()));
    session.ifPresent(s -> turn.move(s, device));
    return session.isPresent();
  }

  /** Ends a session that is due, unless it turns out that its share of the day goes on. */
  static void end(Turn turn, LiveSessions.Due due) {
    Optional<Presence> found = SessionTable.find(turn.tx(), due.sessionId());
    if (found.isEmpty()) {
      return;
    }
    Presence session = found.get();
    Pass pass = turn.pass(session.passId()).orElseThrow();
    if (due.reason() == EndReason.DAILY && turn.dailyEnds(session, pass) > turn.now()) {
      turn.mirror(session, pass);
      return;
    }
    turn.close(session, due.reason(), due.at());
  }

  /** Ends the sessions of a voucher. Says how many there were. */
  static int endAll(Turn turn, String voucherId, EndReason reason) {
    Optional<Pass> pass = PassTable.ofVoucher(turn.tx(), voucherId);
    List<Presence> sessions =
        pass.map(p -> SessionTable.ofPass(turn.tx(), p.id())).orElse(List.of());
    sessions.forEach(session -> turn.close(session, reason, turn.now()));
    return sessions.size();
  }

  static boolean changePlan(Turn turn, Plans plans, String sessionId, String planId) {
    Optional<Presence> session = SessionTable.find(turn.tx(), sessionId);
    Optional<Plan> plan = plans.find(turn.tx(), planId);
    if (session.isEmpty() || plan.isEmpty()) {
      return false;
    }
    Pass before = turn.pass(session.get().passId()).orElseThrow();
    List<Presence> sessions = SessionTable.ofPass(turn.tx(), before.id());
    boolean inUse = sessions.stream().anyMatch(Presence::open);
    Pass changed = before.changed(plan.get(), turn.now(), inUse);
    PassTable.saveTerms(turn.tx(), changed);
    turn.save(changed);
    sessions.forEach(each -> turn.mirror(each, changed));
    turn.record(new SessionFacts.PassChanged(before.id(), before.plan().id(), plan.get().id()));
    return true;
  }

  static boolean resetDevices(Turn turn, String voucherId) {
    Optional<Pass> pass = PassTable.ofVoucher(turn.tx(), voucherId);
    if (pass.isEmpty()) {
      return false;
    }
    endAll(turn, voucherId, EndReason.OPERATOR);
    PassTable.unbindAll(turn.tx(), pass.get().id());
    turn.record(new SessionFacts.DevicesReset(voucherId, pass.get().id()));
    return true;
  }

  static boolean resetUsage(Turn turn, LiveSessions live, String voucherId) {
    Optional<Pass> pass = PassTable.ofVoucher(turn.tx(), voucherId);
    if (pass.isEmpty()) {
      return false;
    }
    Pass before = pass.get();
    List<Presence> sessions = SessionTable.ofPass(turn.tx(), before.id());
    boolean inUse = sessions.stream().anyMatch(Presence::open);
    long bytes = before.forgivenBytes() + live.bytes(before);
    Pass renewed = before.renewed(turn.now(), bytes, inUse);
    turn.save(renewed);
    sessions.forEach(each -> turn.mirror(each, renewed));
    turn.record(new SessionFacts.UsageReset(voucherId, before.id()));
    return true;
  }
}
