package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Waiting;
import io.gatehouse.proof.site.Browser;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.HotspotExtension;
import io.gatehouse.proof.site.Phone;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A guest's way in and out in Chromium, and a picture of every page of the portal. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WalkBrowserIT {
  private static final String ELSEWHERE = "http://www.example.test/";

  @RegisterExtension
  static final HotspotExtension SITE =
      new HotspotExtension(
          4,
          Hotspot.QUICK
              .copy()
              .put(
                  "branding",
                  new JsonObject()
                      .put("siteName", "Hotel Mwangaza")
                      .put("welcome", "Karibu! Ask at the desk for a voucher.")
                      .put("terms", "Be kind to the network.\n\nNothing unlawful.")
                      .put("privacy", "We keep times and amounts, never what you look at.")));

  private static Hotspot box() {
    return SITE.get();
  }

  private static void redeem(Browser browser, String code) {
    browser.type("#code", code);
    browser.click("form[action='/voucher'] button");
  }

  @Test
  @Order(1)
  void a_guest_walks_in_is_online_for_20_seconds_and_is_out() {
    box().plan(new JsonObject().put("name", "Free hour").put("price", money(0)));
    String plan = box().plan(new JsonObject().put("name", "20 seconds").put("seconds", 20));
    Phone phone = box().joined(1);
    try (Browser browser = Browser.on(box().lab(), phone.node())) {
      browser.open(ELSEWHERE);
      assertThat(browser.address()).startsWith("http://10.20.0.1/");
      browser.keep("portal-sign-in");

      redeem(browser, box().code(plan));
      browser.await("the session's page", () -> browser.has("form[action='/signout']"));
      long in = System.nanoTime();
      // Chromium keeps an answered name for up to a minute, so a name that it asked before is still
      // ours.
      browser.open("http://news.example.test/");
      assertThat(browser.text()).startsWith("internet: news.example.test");

      Waiting.until(
          Duration.ofSeconds(25), "the end of 20 s", () -> box().session(phone).isEmpty());
      assertThat((System.nanoTime() - in) / 1e9).isBetween(16.0, 24.0);
      browser.open("http://weather.example.test/");
      assertThat(browser.address()).startsWith("http://10.20.0.1/");
      assertThat(browser.text()).contains("Your time is used up");
      browser.keep("portal-ended");
    }
  }

  private static JsonObject money(long minor) {
    return new JsonObject().put("minor", minor).put("currency", "TZS");
  }

  @Test
  @Order(2)
  void every_other_page_is_shown_and_kept() {
    String banked =
        box()
            .plan(
                new JsonObject()
                    .put("name", "Day ticket")
                    .put("timing", "BANKED")
                    .put("quotaBytes", 500_000_000L));
    String code = box().code(banked);
    Phone phone = box().joined(2);
    try (Browser browser = Browser.on(box().lab(), phone.node())) {
      browser.open(Phone.PORTAL + "/?lang=ar");
      browser.keep("portal-sign-in-ar");
      browser.open(Phone.PORTAL + "/terms");
      browser.keep("portal-terms");
      browser.open(Phone.PORTAL + "/privacy");
      browser.keep("portal-privacy");
      browser.open(Phone.PORTAL + "/no-such-page");
      browser.keep("portal-not-found");

      browser.open(Phone.PORTAL + "/");
      redeem(browser, "R000-0000-0001");
      browser.await("a notice", () -> browser.has(".note"));
      browser.keep("portal-wrong-code");

      browser.open(Phone.PORTAL + "/v/" + code);
      browser.keep("portal-scanned-code");
      browser.click("form[action='/voucher'] button");
      browser.await("the session's page", () -> browser.has("form[action='/signout']"));
      browser.keep("portal-session");
      browser.open(Phone.PORTAL + "/?lang=ar");
      browser.keep("portal-session-ar");
      browser.open(Phone.PORTAL + "/receipt");
      browser.keep("portal-receipt");
      browser.open(Phone.PORTAL + "/receipt?lang=ar");
      browser.keep("portal-receipt-ar");

      browser.open(Phone.PORTAL + "/?lang=en");
      browser.click("form[action='/pause'] button");
      browser.await("the paused page", () -> browser.has("form[action='/resume']"));
      browser.keep("portal-paused");
      browser.click("form[action='/resume'] button");
      browser.await("the session's page", () -> browser.has("form[action='/pause']"));

      another(code);

      browser.open(Phone.PORTAL + "/");
      browser.click("form[action='/signout'] button");
      browser.await("the sign-in page", () -> browser.has("#code"));
      browser.keep("portal-signed-out");
    }
  }

  private static void another(String code) {
    Phone phone = box().joined(3);
    try (Browser browser = Browser.on(box().lab(), phone.node())) {
      browser.open(Phone.PORTAL + "/");
      redeem(browser, code);
      browser.await("the page about devices", () -> browser.has("form[action='/instead']"));
      browser.keep("portal-devices");
      browser.open(Phone.PORTAL + "/");
      browser.click("form[action='/free'] input[name=accept]");
      browser.click("form[action='/free'] button");
      browser.await("the session's page", () -> browser.has("form[action='/signout']"));
      browser.keep("portal-free-session");
    }
  }
}
