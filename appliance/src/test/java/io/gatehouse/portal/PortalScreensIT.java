package io.gatehouse.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.Chromium;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.portal.page.Keepsake;
import io.gatehouse.portal.page.Notice;
import io.gatehouse.portal.page.Pages;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page and every state of it that a guest can meet, in a browser, under its own policy. */
class PortalScreensIT {
  private static final byte[] TOKEN = "0123456789012345678901".getBytes(StandardCharsets.US_ASCII);
  private static final Keepsake CODES = new Keepsake("R4K7-9QXM-2T6W-VB", "k3TqV0bq1mJwYxN5u8rZpA");

  private static final Plan FREE =
      new PlanDraft().id("1-1").name("Welcome hour").free().daily(3_600).build();
  private static final Plan DAY =
      new PlanDraft()
          .id("1-2")
          .name("Day ticket for the whole family")
          .seconds(86_400)
          .banked()
          .quota(5_000_000_000L)
          .rate(new Rate(10_000, 1_500, 0))
          .devices(3)
          .build();
  private static final Plan SLOW =
      new PlanDraft()
          .id("1-3")
          .name("Month")
          .seconds(30L * 86_400)
          .quota(20_000_000_000L)
          .slow(new Rate(512, 256, 0))
          .build();
  private static final List<Plan> PLANS = List.of(FREE, DAY, SLOW);

  @TempDir private Path home;
  private final Settings settings =
      PortalSite.branded(
          "Be kind to the network.\n\nNothing unlawful.", "https://www.example.org/hello");
  private final Pages pages = new Pages(new PageTemplates(), () -> settings);
  private final Map<String, byte[]> shown = new LinkedHashMap<>();

  private static SessionView session(
      Plan plan, SessionView.State state, long left, long bytes, boolean slowed) {
    return new SessionView(
        "b1-3",
        "b1-2",
        "b1-17",
        new Mac(1),
        Ipv4.of("10.20.0.10"),
        "Amina's Galaxy A54",
        state,
        plan,
        left,
        bytes,
        60,
        60,
        18_400_000,
        2_130_000_000L,
        slowed,
        700,
        "");
  }

  private void signIn(String name, String language, Notice notice, boolean offline, String code) {
    boolean known = name.equals("sign-in-known");
    shown.put(
        name, pages.signIn(new Pages.SignIn(language, notice, offline, known), PLANS, TOKEN, code));
  }

  private void online(String name, String language, SessionView session, Notice notice) {
    Keepsake codes = name.endsWith("nocode") ? Keepsake.NONE : CODES;
    shown.put(name, pages.session(language, session, notice, codes, TOKEN, false));
  }

  /** In each language, where words are longest or lines run the other way. */
  private void main(String language) {
    signIn("sign-in-" + language, language, Notice.NONE, false, "");
    signIn("sign-in-refused-" + language, language, Notice.until("daily", 5_000), true, "R4K7");
    online(
        "session-ending-" + language,
        language,
        session(DAY, SessionView.State.OPEN, 240, 410_000_000, false),
        Notice.NONE);
    online(
        "paused-" + language,
        language,
        session(DAY, SessionView.State.PAUSED, 80_000, 4_100_000_000L, false),
        Notice.NONE);
    SessionView plain = session(DAY, SessionView.State.OPEN, 80_000, 4_100_000_000L, false);
    shown.put(
        "receipt-" + language, pages.receipt(language, plain, CODES, "http://10.20.0.1", false));
    shown.put(
        "devices-" + language,
        pages.tooManyDevices(language, List.of(plain, plain), CODES.code(), TOKEN, false));
    shown.put("terms-" + language, pages.statement(language, "terms", false));
    shown.put("nolease-" + language, pages.message(language, "nolease", false));
    shown.put(
        "full-" + language, pages.tiny(language, 503, "busy").getBytes(StandardCharsets.UTF_8));
  }

  private void everyState() {
    signIn("sign-in-offline", "en", Notice.NONE, true, "");
    signIn("sign-in-known", "en", Notice.NONE, false, "");
    signIn("sign-in-scanned", "en", Notice.NONE, false, CODES.code());
    for (String reason : List.of("typo", "unknown", "used", "expired", "revoked")) {
      signIn("refused-" + reason, "en", Notice.code(reason), false, CODES.code());
    }
    signIn("refused-daily", "en", Notice.until("daily", 5_000), false, "");
    signIn("refused-tries", "en", Notice.until("tries", 95), false, "");
    for (Notice notice :
        List.of(
            Notice.refusal("notoffered", 409),
            Notice.refusal("outoforder", 503),
            Notice.OLD_PAGE,
            Notice.FAILED,
            Notice.BUSY,
            Notice.NO_SESSION,
            Notice.MUST_ACCEPT)) {
      signIn(notice.key().replace('.', '-'), "en", notice, false, "");
    }
    for (EndReason reason : EndReason.values()) {
      signIn(
          "ended-" + reason.name().toLowerCase(Locale.ROOT), "en", Notice.ended(reason), false, "");
    }
    sessions();
    SessionView plain = session(SLOW, SessionView.State.OPEN, 80_000, -1, false);
    shown.put("receipt-gone", pages.receipt("en", plain, Keepsake.NONE, "http://a", false));
    shown.put("devices-nocode", pages.tooManyDevices("en", List.of(plain), "", TOKEN, false));
    shown.put("privacy", pages.statement("en", "privacy", false));
    shown.put("notfound", pages.message("en", "notfound", false));
    shown.put("badrequest", pages.message("en", "badrequest", false));
  }

  private void sessions() {
    SessionView.State open = SessionView.State.OPEN;
    online("session", "en", session(DAY, open, 80_000, 4_100_000_000L, false), Notice.NONE);
    online("session-nocode", "en", session(FREE, open, 3_000, -1, false), Notice.NONE);
    online("session-unlimited", "en", session(SLOW, open, -1, -1, false), Notice.NONE);
    online("data-ending", "en", session(DAY, open, 80_000, 410_000_000, false), Notice.NONE);
    online("data-slowing", "en", session(SLOW, open, 900_000, 1_100_000_000L, false), Notice.NONE);
    online("slowed", "en", session(SLOW, open, 900_000, 0, true), Notice.NONE);
    online("not-pausable", "en", session(SLOW, open, 900_000, -1, false), Notice.NOT_PAUSABLE);
  }

  @Test
  void every_page_is_usable_on_desk_and_phone_in_every_language() throws Exception {
    everyState();
    List<String> byNight = List.copyOf(shown.keySet());
    settings.portal().languages().forEach(this::main);
    Vertx vertx = Vertx.vertx();
    try (Chromium browser = new Chromium(home, "portal")) {
      int port = serve(vertx);
      for (String page : shown.keySet()) {
        browser.driver.get("http://127.0.0.1:" + port + "/" + page);
        if (byNight.contains(page)) {
          browser.shoot(page);
        } else {
          browser.shootByDay(page);
        }
      }
      assertThat(shown).hasSizeGreaterThan(90);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private int serve(Vertx vertx) throws Exception {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              byte[] page = shown.get(request.path().substring(1));
              request.response().putHeader("Content-Type", "text/html; charset=utf-8");
              if (page == null) {
                request.response().setStatusCode(404).end();
              } else {
                if (!request.path().startsWith("/full")) {
                  request.response().putHeader("Content-Security-Policy", pages.look().policy());
                }
                request.response().end(Buffer.buffer(page));
              }
            })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS)
        .actualPort();
  }
}
