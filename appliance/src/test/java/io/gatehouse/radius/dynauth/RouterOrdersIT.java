package io.gatehouse.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.radius.RadClient;
import io.gatehouse.radius.RadiusSite;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.Vendor;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account's life at a router: login, reports, and what is decided meanwhile. */
class RouterOrdersIT {
  private static final String DEVICE = "\nCalling-Station-Id = \"02-00-00-00-00-01\"\n";
  private static final int RATE_LIMIT = 8;

  @TempDir private Path dir;
  private RadiusSite site;
  private FakeRouter router;
  private Account anna;
  private String sessionId;

  @BeforeEach
  void login() {
    site = new RadiusSite(dir);
    router = new FakeRouter(site.coaPort, RadiusSite.SECRET);
    Plan plan = site.floor.save(new PlanDraft().quota(10_000).rate(new Rate(2_000, 1_000, 0)));
    anna = site.account(Account.fresh("anna", plan.id()), "s3cret!");
    String accepted =
        RadClient.ask(
            site.port,
            "auth",
            RadiusSite.SECRET,
            "User-Name = anna, User-Password = s3cret!"
                + DEVICE
                + "Message-Authenticator = 0x00\n");
    assertThat(accepted).contains("Access-Accept");
    anna = site.floor.accounts.find(anna.id()).orElseThrow();
    sessionId = site.floor.sessions.list("", 1).getFirst().id();
    report("Acct-Status-Type = Start");
  }

  @AfterEach
  void stop() {
    router.close();
    site.close();
  }

  private void report(String more) {
    assertThat(
            RadClient.ask(
                site.accountingPort,
                "acct",
                RadiusSite.SECRET,
                "User-Name = anna, Acct-Session-Id = \"8100000a\", Class = \"gatehouse:"
                    + sessionId
                    + "\", "
                    + more
                    + DEVICE))
        .contains("Accounting-Response");
  }

  private SessionView session() {
    return site.floor.sessions.find(sessionId).orElseThrow();
  }

  @Test
  void reported_bytes_use_up_the_quota_and_the_router_ends_the_session_at_once()
      throws InterruptedException {
    report(
        "Acct-Status-Type = Interim-Update, Acct-Session-Time = 300, Acct-Input-Octets = 1000,"
            + " Acct-Output-Octets = 3000");
    assertThat(session().upBytes()).isEqualTo(1_000);
    assertThat(session().remainingBytes()).isEqualTo(6_000);
    report(
        "Acct-Status-Type = Interim-Update, Acct-Session-Time = 600, Acct-Input-Octets = 1000,"
            + " Acct-Output-Octets = 9000");
    site.floor.sessions.tick();
    Packet order = router.order();
    assertThat(order.code()).isEqualTo(Code.DISCONNECT_REQUEST);
    assertThat(order.textOf(Attribute.USER_NAME)).isEqualTo("anna");
    assertThat(order.textOf(Attribute.ACCT_SESSION_ID)).isEqualTo("8100000a");
    assertThat(order.textOf(Attribute.CALLING_STATION_ID)).isEqualTo("02-00-00-00-00-01");
    assertThat(order.has(Attribute.EVENT_TIMESTAMP)).isTrue();
  }

  @Test
  void another_plan_and_a_suspension_act_now() throws InterruptedException {
    Plan fast = site.floor.save(new PlanDraft().rate(new Rate(9_000, 3_000, 0)));
    Account moved =
        new Account(
            anna.id(),
            anna.name(),
            fast.id(),
            anna.status(),
            0,
            0,
            anna.window(),
            anna.macs(),
            false,
            true,
            anna.lan(),
            anna.passId());
    site.floor.accounts.save(moved, Optional.empty());
    site.floor.sessions.follow(site.floor.accounts, anna.id());
    Packet change = router.order();
    assertThat(change.code()).isEqualTo(Code.COA_REQUEST);
    assertThat(change.text(change.findVendor(Vendor.MIKROTIK, RATE_LIMIT)))
        .isEqualTo("3000k/9000k");
    site.floor.accounts.save(moved.with(Account.Status.SUSPENDED), Optional.empty());
    site.floor.sessions.follow(site.floor.accounts, anna.id());
    assertThat(router.order().code()).isEqualTo(Code.DISCONNECT_REQUEST);
    assertThat(site.floor.sessions.find(sessionId)).isEmpty();
  }

  @Test
  void a_router_that_is_silent_is_asked_three_times_and_learns_it_at_the_next_login()
      throws InterruptedException {
    router.silent = true;
    site.floor.accounts.save(anna.with(Account.Status.SUSPENDED), Optional.empty());
    site.floor.sessions.follow(site.floor.accounts, anna.id());
    byte[] first = router.order().copy();
    assertThat(router.order().copy()).as("the same bytes").isEqualTo(first);
    assertThat(router.order().copy()).isEqualTo(first);
    assertThat(
            RadClient.ask(
                site.port,
                "auth",
                RadiusSite.SECRET,
                "User-Name = anna, User-Password = s3cret!"
                    + DEVICE
                    + "Message-Authenticator = 0x00\n"))
        .contains("Access-Reject", "suspended");
  }

  @Test
  void what_the_router_ends_itself_is_not_ordered() throws InterruptedException {
    report(
        "Acct-Status-Type = Stop, Acct-Session-Time = 60, Acct-Input-Octets = 5,"
            + " Acct-Output-Octets = 6, Acct-Terminate-Cause = User-Request");
    assertThat(site.floor.sessions.find(sessionId)).isEmpty();
    assertThat(site.book.search("anna", Long.MAX_VALUE, 5).getFirst().downBytes()).isEqualTo(6);
    site.floor.sessions.tick();
    assertThat(router.order()).isNull();
  }
}
