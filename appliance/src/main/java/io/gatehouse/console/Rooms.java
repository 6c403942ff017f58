package io.gatehouse.console;

import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.operator.accounts.Accounts;
import io.gatehouse.operator.accounts.Logins;
import io.gatehouse.operator.answers.KeptAnswers;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.operator.status.StatusBoard;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Journal;
import java.util.function.Supplier;

/** What the console's pages ask. */
public record Rooms(
    Plans plans,
    Vouchers vouchers,
    Sessions sessions,
    UsageLedger usage,
    Journal journal,
    WallClock wall,
    Supplier<Settings> settings,
    StatusBoard board,
    Accounts accounts,
    Logins logins,
    Audit audit,
    KeptAnswers kept) {}
