package io.gatehouse.guest.session;

import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.pass.ResumeToken;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.LiveSessions;
import io.gatehouse.guest.voucher.Guesses;
import io.gatehouse.guest.voucher.Ledger;
import io.gatehouse.guest.voucher.VoucherCode;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.StoreException;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways in: what can be refused without a transaction is refused before one, and a storage that
 * fails is an answer too. A device is null where the request came from no lease.
 */
final class Entrance {
  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  private final Store store;
  private final ServiceClock clock;
  private final Ledger vouchers;
  private final Guesses guesses;
  private final Decisions decisions;
  private final Redemption redemption;
  private final LiveSessions live;

  Entrance(
      Store store,
      ServiceClock clock,
      Ledger vouchers,
      Guesses guesses,
      Decisions decisions,
      Redemption redemption,
      LiveSessions live) {
    this.store = store;
    this.clock = clock;
    this.vouchers = vouchers;
    this.guesses = guesses;
    this.decisions = decisions;
    this.redemption = redemption;
    this.live = live;
  }

  Redeemed byCode(String typed, Device device, boolean insteadOfAnother) {
    if (device == null) {
      return new Redeemed.NoLease();
    }
    if (!(VoucherCode.parse(typed) instanceof VoucherCode.Parsed.Code(VoucherCode code))) {
      return new Redeemed.Typo();
    }
    long wait = guesses.secondsToWait(device.mac());
    if (wait > 0) {
      return new Redeemed.TooManyTries(wait);
    }
    // A guess costs an indexed read beside the writer, never a place in its queue.
    boolean known;
    try {
      known = store.read(tx -> vouchers.claim(tx, code).isPresent());
    } catch (StoreException e) {
      return outOfOrder(e);
    }
    if (!known) {
      guesses.wrong(device.mac());
      return new Redeemed.Unknown();
    }
    return admit(turn -> redemption.byCode(turn, code, device, insteadOfAnother));
  }

  Redeemed free(String planId, Device device) {
    return device == null
        ? new Redeemed.NoLease()
        : admit(turn -> redemption.free(turn, planId, device));
  }

  Redeemed byToken(String resumeToken, Device device) {
    if (device == null) {
      return new Redeemed.NoLease();
    }
    Optional<ResumeToken> token = ResumeToken.parse(resumeToken);
    if (token.isEmpty()) {
      return new Redeemed.Unknown();
    }
    return admit(turn -> redemption.byToken(turn, token.get(), device));
  }

  Redeemed byAccount(GuestAccounts accounts, String accountId, Device device) {
    return admit(
        turn ->
            accounts
                .find(turn.tx(), accountId)
                .map(account -> redemption.byAccount(turn, account, device, accounts))
                .orElseGet(() -> new Redemption.Decided.Refused(new Redeemed.Unknown())));
  }

  Redeemed resume(Device device) {
    return device == null ? new Redeemed.NoLease() : admit(turn -> redemption.resume(turn, device));
  }

  private Redeemed admit(Function<Turn, Redemption.Decided> work) {
    try {
      return decisions.decide(
          work,
          decided ->
              switch (decided) {
                case Redemption.Decided.Refused refused -> refused.answer();
                case Redemption.Decided.In in ->
                    new Redeemed.Opened(
                        live.find(in.sessionId(), clock.millis()).orElseThrow(), in.token().text());
              });
    } catch (StoreException e) {
      return outOfOrder(e);
    }
  }

  private static Redeemed outOfOrder(StoreException e) {
    LOG.error("nothing was spent: {}", e.getMessage());
    return new Redeemed.OutOfOrder("This box cannot write to its storage. Nothing was spent.");
  }
}
