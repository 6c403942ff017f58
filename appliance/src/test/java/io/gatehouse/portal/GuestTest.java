package io.gatehouse.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests with the real guest floor behind the pages. */
class GuestTest {
  @TempDir Path directory;
  private PortalSite site;

  @BeforeEach
  void open() throws Exception {
    site = new PortalSite(directory);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void a_code_brings_a_guest_online_and_signing_out_ends_it() {
    String code = site.floor.code(new PlanDraft().name("Hour"));
    PortalSite.Guest guest = site.guest(10);
    assertThat(guest.get("/").body()).contains("Voucher code");
    RawClient.Answer sent = guest.redeem(code.toLowerCase(java.util.Locale.ROOT));
    assertThat(sent.status()).isEqualTo(303);
    assertThat(sent.header("Location")).contains(site.origin() + "/?lang=en");
    assertThat(sent.header("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Lax", "Max-Age=");
    assertThat(guest.online()).isTrue();
    RawClient.Answer page = guest.get("/");
    assertThat(page.body()).contains("You are online", "1 h", "Hour", "www.example.org");
    assertThat(page.header("Refresh")).contains("300");
    assertThat(guest.get("/receipt").body()).contains(code.toLowerCase(java.util.Locale.ROOT));
    assertThat(guest.post("/signout", Map.of()).status()).isEqualTo(303);
    assertThat(guest.online()).isFalse();
    assertThat(guest.get("/").body()).contains("You have signed out", "Voucher code");
  }

  @Test
  void a_device_without_a_lease_is_told_so_and_gets_nowhere() {
    String code = site.floor.code(new PlanDraft());
    PortalSite.Guest stranger = site.guest(9);
    String token = site.guest(10).token();
    assertThat(stranger.get("/").body()).contains("reconnect to the Wi-Fi");
    assertThat(stranger.post("/voucher", token, Map.of("code", code)).status()).isEqualTo(403);
    assertThat(site.floor.sessions.openCount()).isZero();
  }

  @Test
  void reading_a_page_redeems_nothing() {
    String code = site.floor.code(new PlanDraft());
    PortalSite.Guest guest = site.guest(10);
    assertThat(guest.get("/v/" + code).body()).contains("value=\"" + code + "\"");
    assertThat(guest.get("/?code=" + code).body()).contains("value=\"" + code + "\"");
    String token = guest.token();
    guest.get("/voucher?code=" + code + "&token=" + token);
    assertThat(guest.online()).isFalse();
    assertThat(guest.redeem(code).status()).isEqualTo(303);
    assertThat(guest.online()).isTrue();
  }

  @Test
  void a_form_without_a_token_of_this_address_does_nothing_but_keeps_the_code() {
    String code = site.floor.code(new PlanDraft());
    PortalSite.Guest guest = site.guest(10);
    for (String token :
        List.of("", "x", site.guest(12).token(), guest.token().replaceFirst("^.", "z"))) {
      RawClient.Answer answer = guest.post("/voucher", token, Map.of("code", code));
      assertThat(answer.status()).as(token).isEqualTo(403);
      assertThat(answer.body()).contains("value=\"" + code + "\"");
    }
    assertThat(guest.online()).isFalse();
    assertThat(guest.post("/voucher", guest.token(), Map.of("code", code)).status()).isEqualTo(303);
  }

  @Test
  void what_a_guest_types_or_calls_itself_never_becomes_markup() {
    for (String payload :
        List.of(
            "\"><script>alert(1)</script>",
            "'><img src=x onerror=alert(1)>",
            "</title><svg/onload=alert(1)>",
            "\u0000\u001b[31m",
            "{{ 71234*7 }}",
            "{% raw %}",
            "\uE000\uE001")) {
      RawClient.Answer answer = site.guest(10).redeem(payload);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body())
          .doesNotContain("<script", "<img src=x", "<svg", "value=\"\"><", "498638");
      RawClient.Answer read =
          site.guest(10)
              .get("/?code=" + java.net.URLEncoder.encode(payload, StandardCharsets.UTF_8));
      assertThat(read.body()).doesNotContain("<script", "onerror", "<svg");
    }
    String shared = site.floor.code(new PlanDraft().devices(1));
    assertThat(site.guest(11).redeem(shared).status()).isEqualTo(303);
    assertThat(site.guest(12).redeem(shared).body())
        .contains("Too many devices")
        .doesNotContain("<img/src");
  }

  @Test
  void who_asks_is_told_by_the_socket_alone() {
    PortalSite.Guest online = site.guest(10);
    online.redeem(site.floor.code(new PlanDraft()));
    String plain = withoutToken(site.guest(12).get("/").body());
    for (String header :
        List.of(
            "X-Forwarded-For: 127.0.0.10\r\n",
            "Forwarded: for=127.0.0.10\r\n",
            "X-Real-IP: 127.0.0.10\r\nClient-IP: 127.0.0.10\r\n",
            "X-Forwarded-Host: evil.example\r\nX-Original-URL: /receipt\r\n")) {
      assertThat(withoutToken(site.guest(12).get("/", header).body())).isEqualTo(plain);
    }
    assertThat(online.get("/").body()).contains("You are online");
  }

  private static String withoutToken(String body) {
    return body.replaceAll("name=\"token\" value=\"[^\"]+\"", "");
  }

  @Test
  void probes_get_their_true_answer_once_the_device_is_online() {
    PortalSite.Guest guest = site.guest(10);
    assertThat(guest.probe("captive.apple.com", "/hotspot-detect.html").status()).isEqualTo(302);
    guest.redeem(site.floor.code(new PlanDraft()));
    assertThat(guest.probe("captive.apple.com", "/hotspot-detect.html").body())
        .contains("<TITLE>Success</TITLE>");
    RawClient.Answer android = guest.probe("connectivitycheck.gstatic.com", "/generate_204");
    assertThat(android.status()).isEqualTo(204);
    assertThat(android.body()).isEmpty();
    assertThat(guest.probe("www.msftconnecttest.com", "/connecttest.txt").body())
        .isEqualTo("Microsoft Connect Test");
    assertThat(guest.probe("detectportal.firefox.com", "/success.txt?ipv4").body())
        .isEqualTo("success\n");
    assertThat(site.guest(12).probe("captive.apple.com", "/hotspot-detect.html").status())
        .isEqualTo(302);
    guest.post("/signout", Map.of());
    assertThat(guest.probe("captive.apple.com", "/hotspot-detect.html").status()).isEqualTo(302);
  }

  @Test
  void the_captive_portal_api_tells_what_is_left() {
    PortalSite.Guest guest = site.guest(10);
    RawClient.Answer before = guest.get("/captive-portal/api");
    assertThat(before.header("Content-Type")).contains("application/captive+json");
    assertThat(before.header("Cache-Control")).contains("no-store");
    JsonObject captive = new JsonObject(before.body());
    assertThat(captive.getBoolean("captive")).isTrue();
    assertThat(captive.getString("user-portal-url")).isEqualTo(site.origin() + "/");
    assertThat(captive.getString("venue-info-url")).isEqualTo("https://www.example.org/hello");
    assertThat(captive.containsKey("seconds-remaining")).isFalse();
    guest.redeem(site.floor.code(new PlanDraft().quota(1_000_000)));
    JsonObject free = new JsonObject(guest.get("/captive-portal/api").body());
    assertThat(free.getBoolean("captive")).isFalse();
    assertThat(free.getLong("seconds-remaining")).isEqualTo(3_600);
    assertThat(free.getLong("bytes-remaining")).isEqualTo(1_000_000);
    assertThat(free.getBoolean("can-extend-session")).isTrue();
  }

  @Test
  void banked_time_is_paused_and_goes_on() {
    PortalSite.Guest guest = site.guest(10);
    guest.redeem(site.floor.code(new PlanDraft().banked()));
    assertThat(guest.get("/").body()).contains("Pause my time");
    assertThat(guest.post("/pause", Map.of()).status()).isEqualTo(303);
    assertThat(guest.online()).isFalse();
    assertThat(guest.get("/").body()).contains("Your time is paused");
    assertThat(new JsonObject(guest.get("/captive-portal/api").body()).getBoolean("captive"))
        .isTrue();
    assertThat(guest.post("/resume", Map.of()).status()).isEqualTo(303);
    assertThat(guest.online()).isTrue();
    PortalSite.Guest running = site.guest(12);
    running.redeem(site.floor.code(new PlanDraft()));
    assertThat(running.get("/").body()).doesNotContain("Pause my time");
    assertThat(running.post("/pause", Map.of()).body()).contains("cannot be paused");
    assertThat(running.online()).isTrue();
  }

  @Test
  void a_free_plan_wants_the_terms_accepted() {
    Plan free = site.floor.save(new PlanDraft().name("Welcome").free());
    PortalSite.Guest guest = site.guest(10);
    assertThat(guest.get("/").body()).contains("Free access", "Welcome", "I accept the terms");
    assertThat(guest.post("/free", Map.of("plan", free.id())).status()).isEqualTo(422);
    assertThat(guest.online()).isFalse();
    assertThat(guest.post("/free", Map.of("plan", free.id(), "accept", "yes")).status())
        .isEqualTo(303);
    assertThat(guest.online()).isTrue();
    Plan paid = site.floor.save(new PlanDraft().name("Paid"));
    PortalSite.Guest thief = site.guest(12);
    assertThat(thief.post("/free", Map.of("plan", paid.id(), "accept", "yes")).status())
        .isGreaterThanOrEqualTo(400);
    assertThat(thief.online()).isFalse();
  }

  @Test
  void where_every_place_is_taken_the_guest_may_go_on_here_instead() {
    String code = site.floor.code(new PlanDraft());
    site.guest(10).redeem(code);
    PortalSite.Guest second = site.guest(12);
    RawClient.Answer full = second.redeem(code);
    assertThat(full.status()).isEqualTo(409);
    assertThat(full.body()).contains("Too many devices", "phone-10", "Go on with this device");
    assertThat(second.online()).isFalse();
    assertThat(second.post("/instead", Map.of("code", code)).status()).isEqualTo(303);
    assertThat(second.online()).isTrue();
    assertThat(site.guest(10).online()).isFalse();
    assertThat(site.guest(10).get("/").body()).contains("went on with another device");
  }

  @Test
  void a_phone_with_a_new_address_takes_its_session_along_by_cookie_or_by_code() {
    PortalSite.Guest old = site.guest(10);
    old.redeem(site.floor.code(new PlanDraft()));
    PortalSite.Guest changed = site.guest(12).withCookieOf(old);
    assertThat(changed.get("/").body()).contains("has been online here before");
    assertThat(changed.post("/move", Map.of()).status()).isEqualTo(303);
    assertThat(changed.online()).isTrue();
    assertThat(old.online()).isFalse();
    Matcher resume =
        Pattern.compile("Resume code</h2><p class=\"code\" dir=\"ltr\">([^<]+)<")
            .matcher(changed.get("/receipt").body());
    assertThat(resume.find()).isTrue();
    PortalSite.Guest third = site.guest(14);
    assertThat(third.post("/move", Map.of("resume", resume.group(1))).status()).isEqualTo(303);
    assertThat(third.online()).isTrue();
    assertThat(changed.online()).isFalse();
    assertThat(site.guest(16).post("/move", Map.of("resume", "wrong-wrong-wrong")).status())
        .isEqualTo(409);
    assertThat(site.guest(16).post("/move", Map.of()).status()).isEqualTo(409);
  }

  @Test
  void changes_of_plans_and_settings_and_the_uplink_show_at_once() throws Exception {
    PortalSite.Guest guest = site.guest(10);
    assertThat(guest.get("/").body()).doesNotContain("Elephant").contains("#14785a", "/terms");
    site.floor.save(new PlanDraft().name("Elephant"));
    Thread.sleep(1_100);
    assertThat(guest.get("/").body()).contains("Elephant", "Kiosk &lt;at&gt; the gate");
    site.internetUp = false;
    assertThat(guest.get("/").body()).contains("connection of this place is down");
    site.settings = PortalSite.branded("", "javascript:alert(1)");
    site.internetUp = true;
    assertThat(guest.get("/").body()).doesNotContain("/terms", "connection of this place is down");
    guest.redeem(site.floor.code(new PlanDraft()));
    assertThat(guest.get("/").body()).contains("You are online").doesNotContain("javascript");
  }

  @Test
  void pages_allow_their_own_style_and_nothing_else() throws Exception {
    RawClient.Answer page = site.guest(10).get("/");
    String css = page.body().replaceAll("(?s).*<style>(.*)</style>.*", "$1");
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
    String policy = page.header("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains(
            "default-src 'none'",
            "style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'",
            "form-action 'self'",
            "frame-ancestors 'none'");
    assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.header("Referrer-Policy")).contains("no-referrer");
    assertThat(page.header("Cache-Control")).contains("no-store");
  }

  @Test
  void a_head_request_has_no_body() {
    RawClient.Answer answer = askHead("HEAD / HTTP/1.1\r\nHost: 127.0.0.1:" + site.port + "\r\n");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(Integer.parseInt(answer.header("Content-Length").orElseThrow())).isPositive();
  }

  private RawClient.Answer askHead(String head) {
    try {
      return RawClient.ask("127.0.0.10", site.port, head, "");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void an_unknown_page_says_so() {
    assertThat(site.guest(10).get("/nothing/here").status()).isEqualTo(404);
    assertThat(site.guest(10).get("/../../etc/passwd").status()).isEqualTo(404);
    assertThat(site.guest(10).post("/nothing", Map.of()).status()).isEqualTo(404);
    assertThat(site.guest(10).get("/favicon.ico").status()).isEqualTo(404);
  }
}
