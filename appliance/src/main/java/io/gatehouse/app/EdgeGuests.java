package io.gatehouse.app;

import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.presence.SessionRules;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.guest.voucher.CodeKeys;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.seal.SealingKey;

/** The guest floor of the edge: what can be had, by whom, who is in, and where devices are. */
final class EdgeGuests {
  private static final int FOLD_SECONDS = 3_600;

  final Plans plans;
  final Vouchers vouchers;
  final GuestAccounts accounts;
  final UsageLedger usage;
  final Sessions sessions;
  final Leases leases;

  EdgeGuests(EdgeOptions options, EdgeGround on, Settings atStart) {
    plans = new Plans(on.store, on.journal);
    vouchers = new Vouchers(on.store, on.journal, on.service, plans, CodeKeys.open(options.keys()));
    accounts =
        new GuestAccounts(
            on.store,
            on.journal,
            on.service,
            SealingKey.open(options.keys().resolve("accounts.key")));
    usage = new UsageLedger(on.store, on.journal, on.service, on::today);
    sessions =
        new Sessions(
            on.store,
            on.journal,
            on.service,
            plans,
            vouchers,
            on.measured,
            usage,
            new SessionRules(
                atStart.portal().idleSeconds(), atStart.sampling().durableSeconds(), FOLD_SECONDS));
    leases = new Leases(options.leases);
  }
}
