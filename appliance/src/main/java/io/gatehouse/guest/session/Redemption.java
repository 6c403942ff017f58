package io.gatehouse.guest.session;

import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.pass.DailyShare;
import io.gatehouse.guest.pass.Pass;
import io.gatehouse.guest.pass.PassTable;
import io.gatehouse.guest.pass.ResumeToken;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.LiveSessions;
import io.gatehouse.guest.presence.Presence;
import io.gatehouse.guest.presence.SessionTable;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.guest.voucher.CodeKeys;
import io.gatehouse.guest.voucher.Ledger;
import io.gatehouse.guest.voucher.VoucherCode;
import io.gatehouse.platform.address.Mac;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides, inside one transaction, whether a device comes in. Refusals change nothing. */
final class Redemption {
  private final Plans plans;
  private final Ledger vouchers;
  private final CodeKeys keys;
  private final LiveSessions live;

  Redemption(Plans plans, Ledger vouchers, CodeKeys keys, LiveSessions live) {
    this.plans = plans;
    this.vouchers = vouchers;
    this.keys = keys;
    this.live = live;
  }

  /** What was decided; the view of an opened session is made once the mirror shows it. */
  sealed interface Decided {
    record Refused(Redeemed answer) implements Decided {}

    record In(String sessionId, ResumeToken token) implements Decided {}
  }

  private static Decided refused(Redeemed answer) {
    return new Decided.Refused(answer);
  }

  Decided byCode(Turn turn, VoucherCode code, Device device, boolean insteadOfAnother) {
    Optional<Ledger.Claim> found = vouchers.claim(turn.tx(), code);
    if (found.isEmpty()) {
      return refused(new Redeemed.Unknown());
    }
    Ledger.Claim claim = found.get();
    return switch (claim.state()) {
      case REVOKED -> refused(new Redeemed.Revoked());
      case EXPIRED -> refused(new Redeemed.Expired());
      case USED ->
          claim.passId() == null
              ? refused(new Redeemed.Elsewhere())
              : enter(turn, turn.pass(claim.passId()).orElseThrow(), device, insteadOfAnother);
      case AVAILABLE -> first(turn, claim, device);
    };
  }

  private Decided first(Turn turn, Ledger.Claim claim, Device device) {
    Plan plan = plans.find(turn.tx(), claim.planId()).orElseThrow();
    if (!plan.active()) {
      return refused(new Redeemed.NotOffered());
    }
    Optional<Redeemed> daily = dailyLimit(turn, device.mac(), Pass.fresh("", "", plan), -1);
    if (daily.isPresent()) {
      return refused(daily.get());
    }
    String passId = turn.tx().newId();
    // The voucher's row names the pass, so the pass comes first, and learns its voucher's id then.
    String voucherId = claim.id() == null ? turn.tx().newId() : claim.id();
    Pass pass = turn.create(Pass.fresh(passId, voucherId, plan).entered(turn.now()));
    String batch = vouchers.spend(turn.tx(), claim, voucherId, passId);
    turn.count(plan, new UsageLedger.Sum(0, 1, plan.price().minor(), 0, 0, 0));
    turn.record(
        new SessionFacts.VoucherRedeemed(
            voucherId,
            batch,
            claim.number(),
            claim.serial(),
            passId,
            plan.id(),
            plan.price().minor(),
            plan.price().currency(),
            device.mac()));
    return first(turn, pass, device);
  }

  Decided free(Turn turn, String planId, Device device) {
    Optional<Plan> plan = plans.find(turn.tx(), planId).filter(Plan::active).filter(Plan::isFree);
    if (plan.isEmpty()) {
      return refused(new Redeemed.NotOffered());
    }
    Optional<Presence> present = SessionTable.of(turn.tx(), device.mac());
    if (present.isPresent()) {
      if (present.get().held()) {
        return refused(new Redeemed.Held());
      }
      Pass pass = turn.pass(present.get().passId()).orElseThrow();
      if (pass.voucherId().isEmpty() && pass.plan().id().equals(planId)) {
        return enter(turn, pass, device, false);
      }
    }
    Pass fresh = Pass.fresh(turn.tx().newId(), "", plan.get());
    Optional<Redeemed> daily = dailyLimit(turn, device.mac(), fresh, -1);
    if (daily.isPresent()) {
      return refused(daily.get());
    }
    return first(turn, turn.create(fresh.entered(turn.now())), device);
  }

  /**
   * Lets a device of an account in: under what the account has bought before, while that has
   * anything left, else under the first use of its plan.
   */
  Decided byAccount(Turn turn, Account account, Device device, GuestAccounts accounts) {
    Optional<Plan> plan = plans.find(turn.tx(), account.planId());
    Optional<Pass> bought =
        account.passId().isEmpty() ? Optional.empty() : turn.pass(account.passId());
    if (bought.isPresent()) {
      Pass pass = bought.get();
      // What an operator has changed since counts at the next login where it was not pushed.
      Plan terms = account.terms(plan.orElse(pass.plan()));
      if (!pass.plan().equals(terms) && plan.isPresent()) {
        PassCare.changeTerms(turn, pass, terms);
      }
      return enter(turn, turn.pass(pass.id()).orElseThrow(), device, false);
    }
    if (plan.isEmpty() || !plan.get().active()) {
      return refused(new Redeemed.NotOffered());
    }
    Pass fresh = Pass.fresh(turn.tx().newId(), "", account.terms(plan.get()));
    Optional<Redeemed> daily = dailyLimit(turn, device.mac(), fresh, -1);
    if (daily.isPresent()) {
      return refused(daily.get());
    }
    Pass pass = turn.create(fresh.entered(turn.now()));
    accounts.bought(turn.tx(), account.id(), pass.id());
    return first(turn, pass, device);
  }

  Decided byToken(Turn turn, ResumeToken token, Device device) {
    Optional<PassTable.Place> proved = PassTable.place(turn.tx(), token.digest(keys));
    if (proved.isEmpty()) {
      return refused(new Redeemed.Unknown());
    }
    Mac before = proved.get().mac();
    Pass pass = turn.pass(proved.get().passId()).orElseThrow();
    if (before.equals(device.mac())) {
      return enter(turn, pass, device, false);
    }
    Optional<Presence> old =
        SessionTable.of(turn.tx(), before).filter(session -> session.passId().equals(pass.id()));
    long openSince = old.filter(Presence::open).map(Presence::sinceMillis).orElse(-1L);
    Optional<Redeemed> refusal =
        refusal(turn, pass).or(() -> dailyLimit(turn, before, pass, openSince));
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    old.ifPresent(session -> turn.close(session, EndReason.MOVED, turn.now()));
    PassTable.unbind(turn.tx(), pass.id(), before);
    DailyShare.carry(turn.tx(), before, device.mac(), pass);
    turn.record(new SessionFacts.PlaceMoved(pass.id(), before, device.mac()));
    return enter(turn, turn.pass(pass.id()).orElseThrow(), device, false);
  }

  Decided resume(Turn turn, Device device) {
    Optional<Presence> present = SessionTable.of(turn.tx(), device.mac());
    if (present.isEmpty()) {
      return refused(new Redeemed.Unknown());
    }
    if (present.get().held()) {
      return refused(new Redeemed.Held());
    }
    Pass pass = turn.pass(present.get().passId()).orElseThrow();
    return enter(turn, pass, device, false);
  }

  /** Lets the device in under a pass, or says why not. */
  private Decided enter(Turn turn, Pass pass, Device device, boolean insteadOfAnother) {
    Optional<Presence> present = SessionTable.of(turn.tx(), device.mac());
    boolean same = present.isPresent() && present.get().passId().equals(pass.id());
    boolean open = same && present.get().open();
    Optional<Redeemed> refusal = refusal(turn, pass);
    if (refusal.isEmpty() && !open) {
      refusal = dailyLimit(turn, device.mac(), pass, -1);
    }
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    List<Mac> others = new ArrayList<>(PassTable.devices(turn.tx(), pass.id()));
    boolean bound = others.remove(device.mac());
    if (!bound && others.size() >= pass.plan().devices()) {
      if (!insteadOfAnother && !(device.atRouter() && hasIdlePlace(turn, pass, others))) {
        return refused(new Redeemed.TooManyDevices(live.ofPass(pass.id(), turn.now())));
      }
      giveWay(turn, pass, others);
    }
    return in(turn, pass, device, present, same);
  }

  /** The first device of a pass made in this transaction: nobody else can have a place in it. */
  private Decided first(Turn turn, Pass pass, Device device) {
    return in(turn, pass, device, SessionTable.of(turn.tx(), device.mac()), false);
  }

  private Decided in(
      Turn turn, Pass pass, Device device, Optional<Presence> present, boolean same) {
    ResumeToken token = ResumeToken.make();
    PassTable.bind(turn.tx(), pass.id(), device.mac(), turn.now(), token.digest(keys));
    return new Decided.In(open(turn, pass.id(), device, present, same), token);
  }

  private static String open(
      Turn turn, String passId, Device device, Optional<Presence> present, boolean same) {
    if (same) {
      Presence session = present.get();
      if (!session.open()) {
        turn.resume(session, device);
      } else if (session.nas().equals(device.nas())
          ? !session.ip().equals(device.ip()) && !device.ip().equals(Device.UNKNOWN)
          : true) {
        turn.move(session, device);
      } else {
        turn.mirror(session, turn.pass(passId).orElseThrow());
      }
      return session.id();
    }
    // One device is in once: what it had before ends, and stays usable.
    present.ifPresent(session -> turn.close(session, EndReason.GUEST, turn.now()));
    return turn.open(turn.pass(passId).orElseThrow(), device).id();
  }

  /** At a router nobody can be asked whose place to take: one that is away gives way. */
  private static boolean hasIdlePlace(Turn turn, Pass pass, List<Mac> others) {
    long open = SessionTable.ofPass(turn.tx(), pass.id()).stream().filter(Presence::open).count();
    return open < pass.plan().devices() && open < others.size();
  }

  /** Frees places: devices that are away first, then those that have been silent for longest. */
  private void giveWay(Turn turn, Pass pass, List<Mac> others) {
    others.sort(Comparator.comparingLong(live::activeMillisOf));
    int surplus = others.size() - pass.plan().devices() + 1;
    for (Mac mac : others.subList(0, surplus)) {
      SessionTable.of(turn.tx(), mac)
          .filter(session -> session.passId().equals(pass.id()))
          .ifPresent(session -> turn.close(session, EndReason.MOVED, turn.now()));
      PassTable.unbind(turn.tx(), pass.id(), mac);
    }
  }

  private Optional<Redeemed> refusal(Turn turn, Pass pass) {
    if (vouchers.revoked(turn.tx(), pass.voucherId())) {
      return Optional.of(new Redeemed.Revoked());
    }
    boolean stopped =
        pass.plan().afterQuota() == Plan.AfterQuota.STOP
            && pass.plan().quotaBytes() > 0
            && live.bytes(pass) >= pass.plan().quotaBytes();
    return stopped || remaining(turn, pass) <= 0
        ? Optional.of(new Redeemed.Used())
        : Optional.empty();
  }

  /** What is left, with what a hold will give back. */
  private static long remaining(Turn turn, Pass pass) {
    long left = pass.remainingAt(turn.now());
    if (left > 0) {
      return left;
    }
    return SessionTable.ofPass(turn.tx(), pass.id()).stream()
        .filter(Presence::held)
        .mapToLong(session -> turn.givenBack(session).remainingAt(turn.now()))
        .max()
        .orElse(left);
  }

  private static Optional<Redeemed> dailyLimit(Turn turn, Mac mac, Pass pass, long openSince) {
    long millis = turn.millisUntilFree(mac, pass, openSince);
    return millis == 0
        ? Optional.empty()
        : Optional.of(new Redeemed.DailyLimit((millis + 999) / 1_000));
  }
}
