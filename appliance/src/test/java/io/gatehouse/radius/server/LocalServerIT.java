package io.gatehouse.radius.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.account.TimeWindow;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.radius.RadClient;
import io.gatehouse.radius.RadiusSite;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a router sees, asked with FreeRADIUS' own client over real UDP. */
class LocalServerIT {
  private static final String DEVICE = "\nCalling-Station-Id = \"02-00-00-00-00-01\"\n";

  @TempDir private Path dir;
  private RadiusSite site;

  @BeforeEach
  void start() {
    site = new RadiusSite(dir);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private String ask(String attributes) {
    return RadClient.ask(
        site.port,
        "auth",
        RadiusSite.SECRET,
        attributes.strip() + "\nMessage-Authenticator = 0x00\n");
  }

  private Account anna(Plan plan) {
    return site.account(Account.fresh("anna", plan.id()), "s3cret!");
  }

  @Test
  void an_account_proves_itself_by_pap_chap_and_ms_chap_v2() {
    anna(site.floor.save(new PlanDraft()));
    assertThat(ask("User-Name = anna, User-Password = s3cret!" + DEVICE)).contains("Access-Accept");
    assertThat(ask("User-Name = anna, CHAP-Password = s3cret!" + DEVICE)).contains("Access-Accept");
    assertThat(ask("User-Name = anna, MS-CHAP-Password = s3cret!" + DEVICE))
        .contains("not answered");
    for (String way : List.of("User-Password", "CHAP-Password")) {
      assertThat(ask("User-Name = anna, " + way + " = wrong-one" + DEVICE))
          .contains("Access-Reject", "Unknown name or wrong password.");
    }
    assertThat(ask("User-Name = nobody, User-Password = s3cret!" + DEVICE))
        .contains("Access-Reject", "Unknown name or wrong password.");
    assertThat(site.metrics.scrape()).contains("outcome=\"accept\"", "outcome=\"wrong\"");
    assertThat(site.logins.newest("anna", 10).toString()).doesNotContain("s3cret");
  }

  @Test
  void the_reply_says_what_the_plan_gives_in_each_routers_words() {
    Plan plan =
        site.floor.save(
            new PlanDraft()
                .seconds(3_600)
                .quota(5_000_000_000L)
                .rate(new Rate(10_000, 5_000, 2_500)));
    Account draft = Account.fresh("anna", plan.id());
    site.account(
        new Account(
            "",
            "anna",
            plan.id(),
            draft.status(),
            0,
            0,
            draft.window(),
            List.of(),
            false,
            true,
            new Account.Lan(Optional.of(Ipv4.of("10.9.8.7")), "", 120, "full-access"),
            ""),
        "s3cret!");
    assertThat(ask("User-Name = anna, User-Password = s3cret!" + DEVICE))
        .contains("Access-Accept")
        .contains("Session-Timeout = 3600", "Idle-Timeout = 600", "Acct-Interim-Interval = 300")
        .contains("Framed-IP-Address = 10.9.8.7")
        .contains("Tunnel-Type:0 = VLAN", "Tunnel-Medium-Type:0 = IEEE-802")
        .contains("Tunnel-Private-Group-Id:0 = \"120\"")
        .contains("WISPr-Bandwidth-Max-Up = 5000000", "WISPr-Bandwidth-Max-Down = 10000000")
        .contains("Mikrotik-Rate-Limit = \"5000k/10000k 10000k/20000k 5000k/10000k 4/2\"")
        .contains("Mikrotik-Total-Limit = 705032704", "Mikrotik-Total-Limit-Gigawords = 1")
        .contains("Mikrotik-Group = \"full-access\"", "Mikrotik-Wireless-Forward = 0");
  }

  @Test
  void a_voucher_is_redeemed_once_however_often_the_router_asks() {
    String code = site.floor.code(new PlanDraft().seconds(600));
    for (int i = 0; i < 3; i++) {
      assertThat(ask("User-Name = " + code + ", CHAP-Password = " + code + DEVICE))
          .contains("Access-Accept", "Session-Timeout = 600");
    }
    assertThat(ask("User-Name = " + code + ", User-Password = " + code))
        .contains("Access-Reject", "Already in use on as many devices");
    assertThat(site.floor.desk.facts("VoucherRedeemed")).hasSize(1);
    assertThat(site.logins.newest("", 10).toString()).doesNotContain(code);
    site.floor.passLong(700, 100);
    assertThat(ask("User-Name = " + code + ", User-Password = " + code + DEVICE))
        .contains("Access-Reject", "Nothing is left");
  }

  @Test
  void a_listed_device_comes_in_by_its_address_and_no_other_does() {
    Plan plan = site.floor.save(new PlanDraft());
    Account draft = Account.fresh("printer", plan.id());
    site.account(
        new Account(
            "",
            "printer",
            plan.id(),
            draft.status(),
            0,
            0,
            draft.window(),
            List.of(Mac.of("02:00:00:00:00:01")),
            true,
            true,
            Account.Lan.NONE,
            ""),
        "s3cret!");
    String name = "User-Name = \"02:00:00:00:00:01\", User-Password = \"02:00:00:00:00:01\"";
    assertThat(ask(name + DEVICE)).contains("Access-Accept");
    assertThat(ask(name + "\nCalling-Station-Id = \"02-00-00-00-00-02\""))
        .contains("Access-Reject", "This device is not listed.");
    assertThat(ask("User-Name = 020000000009, User-Password = 020000000009"))
        .contains("Access-Reject");
    assertThat(
            ask(
                "User-Name = printer, User-Password = s3cret!, Calling-Station-Id ="
                    + " \"02-00-00-00-00-02\""))
        .contains("Access-Reject", "for its listed devices only");
  }

  @Test
  void a_refusal_tells_the_person_why() {
    Plan plan = site.floor.save(new PlanDraft());
    Account anna = anna(plan);
    String login = "User-Name = anna, User-Password = s3cret!" + DEVICE;
    site.floor.accounts.save(anna.with(Account.Status.SUSPENDED), Optional.empty());
    assertThat(ask(login)).contains("Access-Reject", "This account is suspended.");
    site.floor.accounts.save(anna.with(Account.Status.DISABLED), Optional.empty());
    assertThat(ask(login)).contains("Access-Reject", "This account is switched off.");
    site.account(
        new Account(
            anna.id(),
            "anna",
            plan.id(),
            Account.Status.ACTIVE,
            0,
            0,
            TimeWindow.parse("mon-fri 08:00-18:00").orElseThrow(),
            List.of(),
            false,
            true,
            Account.Lan.NONE,
            ""),
        "s3cret!");
    site.localTime = Optional.of(LocalDateTime.parse("2026-11-23T20:00"));
    assertThat(ask(login)).contains("Access-Reject", "mon-fri 08:00-18:00, not now");
    site.localTime = Optional.empty();
    assertThat(ask(login)).contains("Access-Reject", "does not know the time yet");
    site.localTime = Optional.of(LocalDateTime.parse("2026-11-23T17:50"));
    assertThat(ask(login)).contains("Access-Accept", "Session-Timeout = 600");
    assertThat(site.server.explain("anna")).startsWith("Refused for another device");
    assertThat(site.server.explain("nobody")).startsWith("Refused: no account has this name");
  }

  @Test
  void status_server_is_answered_and_a_wrong_secret_is_not() {
    String status = "Message-Authenticator = 0x00\n";
    assertThat(RadClient.ask(site.port, "status", RadiusSite.SECRET, status))
        .contains("Access-Accept");
    assertThat(RadClient.ask(site.port, "status", "another-secret-0123456789", status))
        .contains("No reply");
    assertThat(
            RadClient.ask(
                site.port, "auth", RadiusSite.SECRET, "User-Name = anna, User-Password = x"))
        .as("without Message-Authenticator")
        .contains("No reply");
    assertThat(site.counts.reasons().get("bad_message_authenticator")).isPositive();
    assertThat(site.counts.reasons().get("no_message_authenticator")).isPositive();
  }
}
