package io.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.console.Browser.Seen;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.guest.voucher.Voucher;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsolePagesTest {
  @TempDir private Path dir;
  private TestConsole console;
  private Browser browser;

  @BeforeEach
  void start() {
    console = new TestConsole(dir);
    browser = console.signedIn();
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private Plan paidPlan() {
    return console.box.desk.plans.all().stream()
        .filter(plan -> plan.active() && !plan.price().isFree())
        .findFirst()
        .orElseThrow();
  }

  private void guest(String hostname) {
    String code = console.box.desk.code(paidPlan().id());
    Redeemed redeemed =
        console.box.sessions.redeem(
            code, new Device(Mac.of("02:00:00:00:00:01"), Ipv4.of("10.20.0.11"), hostname));
    assertThat(redeemed).isInstanceOf(Redeemed.Opened.class);
  }

  @Test
  void every_page_opens() {
    guest("phone");
    String session = console.box.sessions.list("", 1).getFirst().id();
    Voucher voucher = console.box.desk.vouchers.list("", "", "", 1).getFirst();
    for (String path :
        new String[] {
          "/",
          "/live/overview",
          "/sessions",
          "/live/sessions",
          "/sessions/" + session,
          "/vouchers",
          "/vouchers/" + voucher.id(),
          "/plans",
          "/plans/new",
          "/plans/" + paidPlan().id(),
          "/usage",
          "/journal",
          "/password"
        }) {
      Seen seen = browser.get(path);
      assertThat(seen.status()).as(path + "\n" + seen.body()).isEqualTo(200);
      assertThat(seen.body()).as(path).doesNotContain("http://", "style=", "onclick");
      if (!path.startsWith("/live")) {
        assertThat(seen.headers().get("content-security-policy")).contains("script-src 'self';");
      }
    }
  }

  @Test
  void a_plan_is_made_and_changed_and_what_is_wrong_comes_back_with_its_fields() {
    browser.get("/plans/new");
    Seen wrong =
        browser.post("/plans/new", "name", "", "amount", "12.345", "currency", "USD", "time", "x");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("role=\"alert\"", "id=\"e-price\"", "id=\"e-seconds\"", "value=\"12.345\"");

    String[] good = {
      "name", "Pool day", "amount", "2.50", "currency", "usd", "time", "1.5", "timeUnit", "hours",
      "timing", "BANKED", "quota", "250", "quotaUnit", "MB", "down", "5000", "up", "1000",
      "burst", "0", "devices", "2", "validDays", "30", "daily", "0", "afterQuota", "STOP",
      "slowDown", "0", "slowUp", "0", "active", "on"
    };
    assertThat(browser.post("/plans/new", good).location()).isEqualTo("/plans?done=plan-saved");
    Plan plan = console.box.desk.plan("Pool day");
    assertThat(plan.price().minor()).isEqualTo(250);
    assertThat(plan.seconds()).isEqualTo(5_400);
    assertThat(plan.quotaBytes()).isEqualTo(250_000_000);

    Seen form = browser.get("/plans/" + plan.id());
    assertThat(form.body()).contains("value=\"2.50\"", "value=\"90\"", "value=\"250\"");
  }

  @Test
  void codes_are_seen_once_printed_with_a_picture_and_downloaded() {
    browser.get("/vouchers");
    Seen minted =
        browser.post(
            "/vouchers", "planId", paidPlan().id(), "count", "3", "prefix", "=POOL", "note", "");
    assertThat(minted.location()).isEqualTo("/minted");
    assertThat(console.box.desk.vouchers.list("", "", "", 10)).hasSize(3);

    String codes = browser.get("/minted").body();
    assertThat(codes).contains("=POOL");
    String print = browser.get("/minted/print").body();
    assertThat(print.split("<svg", -1)).hasSize(4);
    Seen csv = browser.get("/minted.csv");
    assertThat(csv.headers().get("content-disposition")).contains("attachment");
    assertThat(csv.body().lines().toList()).hasSize(4).last().asString().contains(",'=POOL,");

    assertThat(console.signedIn("somebody else").get("/minted").status()).isEqualTo(404);

    console.close();
    console = new TestConsole(dir);
    assertThat(console.browser().get("/minted").location()).isEqualTo("/login");
    assertThat(console.signedIn().get("/minted").body())
        .contains(csv.body().substring(csv.body().lastIndexOf(',') + 1).strip());
    console.box.boot.advanceSeconds(901);
    assertThat(console.signedIn().get("/minted").status()).isEqualTo(404);
  }

  @Test
  void a_voucher_is_revoked_and_its_guest_is_out() {
    guest("phone");
    Voucher voucher = console.box.desk.vouchers.list("", "", "", 1).getFirst();
    assertThat(browser.get("/vouchers/" + voucher.id()).body()).contains("phone", "10.20.0.11");

    browser.post("/vouchers/" + voucher.id() + "/revoke");

    assertThat(console.box.sessions.openCount()).isZero();
    assertThat(browser.get("/vouchers?state=REVOKED").body()).contains(voucher.id());
    assertThat(console.box.audit.newest(1).getFirst().action()).isEqualTo("voucher.revoke");
    assertThat(browser.post("/vouchers/" + voucher.id() + "/revoke").status()).isEqualTo(409);
  }

  @Test
  void a_session_is_put_on_another_plan_and_ended() {
    guest("phone");
    String session = console.box.sessions.list("", 1).getFirst().id();
    Plan other =
        console.box.desk.plans.all().stream()
            .filter(plan -> !plan.id().equals(paidPlan().id()))
            .findFirst()
            .orElseThrow();
    browser.get("/sessions/" + session);
    assertThat(browser.post("/sessions/" + session + "/plan", "planId", other.id()).location())
        .isEqualTo("/sessions?done=plan-changed");
    assertThat(console.box.sessions.find(session).orElseThrow().plan().name())
        .isEqualTo(other.name());
    browser.post("/sessions/" + session + "/end");
    assertThat(console.box.sessions.openCount()).isZero();
  }

  @Test
  void what_a_device_calls_itself_is_shown_and_not_run() {
    guest("<script>alert(1)</script>\"'&");
    for (String path : new String[] {"/sessions", "/", "/journal", "/live/sessions"}) {
      String body = browser.get(path).body();
      assertThat(body).as(path).doesNotContain("<script>alert", "alert(1)</script>");
    }
    assertThat(browser.get("/sessions").body()).contains("&lt;script&gt;alert(1)");
  }
}
