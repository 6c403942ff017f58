package io.gatehouse.console.page;

import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Changes;
import io.gatehouse.network.rollout.SiteCheck;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.wifi.Stations;
import io.gatehouse.operator.accounts.Accounts;
import io.gatehouse.operator.accounts.People;
import io.gatehouse.operator.answers.KeptAnswers;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.operator.backup.Recovery;
import io.gatehouse.operator.setup.Setup;
import io.gatehouse.operator.status.BoxStatus;
import io.gatehouse.operator.status.FirewallStatus;
import io.gatehouse.operator.status.StatusBoard;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Hardware;
import io.gatehouse.platform.journal.Journal;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the console's pages ask.
 *
 * @param radios names of the wireless interfaces there are
 * @param uplink looks at the way to the internet anew; takes up to some seconds
 * @param firewall asks the root side how the loaded rules are
 */
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
    People people,
    Audit audit,
    KeptAnswers kept,
    Revisions revisions,
    Changes changes,
    Setup setup,
    Supplier<List<String>> radios,
    Supplier<BoxStatus.Uplink> uplink,
    SiteCheck site,
    Supplier<FirewallStatus> firewall,
    Stations stations,
    Hardware hardware,
    PublicCertificate certificate,
    Recovery recovery) {}
