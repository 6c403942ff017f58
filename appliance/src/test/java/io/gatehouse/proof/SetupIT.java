package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Internet;
import io.gatehouse.proof.site.Browser;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.HotspotExtension;
import io.gatehouse.proof.site.Phone;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a box that nobody has touched to its first guest online, in Chromium. */
class SetupIT {
  private static final String CONSOLE = "https://192.168.4.1";
  private static final String OWN = "a password of one's own 7";

  @RegisterExtension
  static final HotspotExtension SITE = new HotspotExtension(1, Hotspot.QUICK.copy());

  private static void next(Browser browser, String step) {
    browser.click(".card.form > form button.main");
    browser.await("the step " + step, () -> browser.address().equals(CONSOLE + "/setup/" + step));
  }

  @Test
  void an_installer_comes_from_the_label_to_a_guest_online() throws IOException {
    Hotspot box = SITE.get();
    String first = Files.readString(box.box().data().resolve("first-password")).strip();
    Phone guest = box.joined(1);
    box.lab().lease("mgmt");
    try (Browser browser = Browser.on(box.lab(), "mgmt")) {
      browser.open("http://192.168.4.1/");
      signIn(browser, first);
      browser.await("the choice of a password", () -> browser.has("#fresh"));
      browser.type("#present", first);
      browser.type("#fresh", OWN);
      browser.await("its strength", () -> browser.has(".strength meter[value='4']"));
      browser.keep("setup-password");
      browser.type("#again", OWN);
      browser.click("main button.main");
      browser.await("the first step", () -> browser.address().endsWith("/setup/place"));
      browser.keep("setup-place");
      browser.choose("#country", "TZ");
      next(browser, "time");
      browser.keep("setup-time");
      next(browser, "uplink");
      browser.await("the uplink", () -> browser.has("[data-uplink=true]"));
      browser.type("#down", "50");
      browser.type("#up", "10");
      browser.type("#resolvers", Internet.DNS);
      browser.keep("setup-uplink");
      next(browser, "wifi");
      browser.keep("setup-wifi");
      next(browser, "guests");
      browser.keep("setup-guests");
    }
    // The browser is lost; another one goes on where it was.
    try (Browser browser = Browser.on(box.lab(), "mgmt")) {
      browser.open(CONSOLE + "/");
      signIn(browser, OWN);
      browser.await("where it was", () -> browser.address().endsWith("/setup/guests"));
      next(browser, "plans");
      browser.keep("setup-plans");
      next(browser, "look");
      browser.type("#siteName", "Hotel Sunrise");
      browser.type("#welcome", "Karibu");
      browser.keep("setup-look");
      next(browser, "hub");
      browser.keep("setup-hub");
      next(browser, "summary");
      browser.keep("setup-summary");
      next(browser, "confirm");
      browser.await("the box to be tried", () -> browser.has("[data-seconds]"));
      browser.keep("setup-confirm");
      browser.await("a box that was seen to work", () -> browser.text().contains("seen to work"));
      next(browser, "guest");
      browser.keep("setup-guest");
      assertThat(browser.has("[data-online]")).isFalse();
      assertThat(guest.get(Phone.PORTAL + "/").body()).contains("Hotel Sunrise", "Karibu");
      guest.redeemAndGoOnline(box.code(box.plan(new JsonObject().put("name", "Evening"))));
      browser.await("the guest", () -> browser.has("[data-online]"));
      browser.keep("setup-guest-online");
      browser.click(".card.form > form button.main");
      browser.await("the overview", () -> browser.address().contains("done=setup-done"));
      browser.keep("setup-done");
    }
    JsonObject settings = box.get("/settings");
    assertThat(settings.getJsonObject("uplink").getInteger("downKbps")).isEqualTo(50_000);
    assertThat(box.get("/settings/state").containsKey("pending")).isFalse();
  }

  private static void signIn(Browser browser, String password) {
    browser.await("the login", () -> browser.has("form[action='/login']"));
    browser.type("#name", "admin");
    browser.type("#password", password);
    browser.click("form[action='/login'] button");
  }
}
