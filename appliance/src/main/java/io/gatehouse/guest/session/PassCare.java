package io.gatehouse.guest.session;

import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.pass.Pass;
import io.gatehouse.guest.pass.PassTable;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.LiveSessions;
import io.gatehouse.guest.presence.Presence;
import io.gatehouse.guest.presence.SessionTable;
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
    return PassTable.ofVoucher(turn.tx(), voucherId)
        .map(pass -> endPass(turn, pass.id(), reason))
        .orElse(0);
  }

  /** Ends the sessions of a pass. Says how many there were. */
  static int endPass(Turn turn, String passId, EndReason reason) {
    List<Presence> sessions = SessionTable.ofPass(turn.tx(), passId);
    sessions.forEach(session -> turn.close(session, reason, turn.now()));
    return sessions.size();
  }

  /** Puts a pass on other terms; its sessions follow at once, wherever they are. */
  static void changeTerms(Turn turn, Pass before, Plan terms) {
    List<Presence> sessions = SessionTable.ofPass(turn.tx(), before.id());
    boolean inUse = sessions.stream().anyMatch(Presence::open);
    Pass changed = before.changed(terms, turn.now(), inUse);
    PassTable.saveTerms(turn.tx(), changed);
    turn.save(changed);
    sessions.forEach(each -> turn.mirror(each, changed));
    sessions.forEach(each -> turn.tellRouter(each, null));
    turn.record(new SessionFacts.PassChanged(before.id(), before.plan().id(), terms.id()));
  }

  /** Brings what an account has bought to its present terms; ends it where it is not active. */
  static void follow(Turn turn, Plans plans, Account account) {
    Optional<Pass> pass =
        account.passId().isEmpty() ? Optional.empty() : turn.pass(account.passId());
    if (pass.isEmpty()) {
      return;
    }
    if (account.status() != Account.Status.ACTIVE) {
      endPass(turn, account.passId(), EndReason.OPERATOR);
      return;
    }
    plans
        .find(turn.tx(), account.planId())
        .map(account::terms)
        .filter(terms -> !terms.equals(pass.get().plan()))
        .ifPresent(terms -> changeTerms(turn, pass.get(), terms));
  }

  static boolean changePlan(Turn turn, Plans plans, String sessionId, String planId) {
    Optional<Presence> session = SessionTable.find(turn.tx(), sessionId);
    Optional<Plan> plan = plans.find(turn.tx(), planId);
    if (session.isEmpty() || plan.isEmpty()) {
      return false;
    }
    changeTerms(turn, turn.pass(session.get().passId()).orElseThrow(), plan.get());
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
    sessions.forEach(each -> turn.tellRouter(each, null));
    turn.record(new SessionFacts.UsageReset(voucherId, before.id()));
    return true;
  }
}
