package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.proof.site.Browser;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.HotspotExtension;
import io.gatehouse.proof.site.Phone;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console in Chromium on the management network, and a picture of each of its pages. */
class ConsoleBrowserIT {
  private static final String CONSOLE = "https://192.168.4.1";
  private static final String OWN = "a password of one's own 7";

  /** What a device may call itself; a page that runs it would set the mark. */
  private static final String HOSTILE = "x\"><img src=x onerror=window.marked=1>";

  @RegisterExtension
  static final HotspotExtension SITE = new HotspotExtension(3, Hotspot.QUICK.copy());

  private static Hotspot box() {
    return SITE.get();
  }

  @Test
  void an_operator_signs_in_chooses_a_password_and_sees_every_page() throws IOException {
    box().lab().lease("g3", HOSTILE);
    Phone hostile = box().phone(3);
    hostile.redeemAndGoOnline(box().code(box().plan(new JsonObject().put("name", "Evening"))));
    box().paid(2);
    String first = Files.readString(box().box().data().resolve("first-password")).strip();
    box().lab().lease("mgmt");
    try (Browser browser = Browser.on(box().lab(), "mgmt")) {
      browser.open("http://192.168.4.1/");
      assertThat(browser.address()).isEqualTo(CONSOLE + "/login");
      browser.keep("console-login");
      signIn(browser, "not the password");
      browser.await("a refusal", () -> browser.has(".note.bad"));
      browser.keep("console-login-wrong");
      signIn(browser, first);
      browser.await("the choice of a password", () -> browser.has("#fresh"));
      browser.keep("console-password");
      browser.type("#present", first);
      browser.type("#fresh", OWN);
      browser.type("#again", OWN);
      browser.click("main button.main");
      browser.await("the first step", () -> browser.address().endsWith("/setup/place"));
      for (String page :
          new String[] {
            "",
            "sessions",
            "vouchers",
            "plans",
            "plans/new",
            "usage",
            "journal",
            "account",
            "people",
            "audit"
          }) {
        browser.open(CONSOLE + "/" + page);
        browser.keep("console-" + (page.isEmpty() ? "overview" : page.replace('/', '-')));
        assertThat(browser.mark()).as("a script of a guest ran on " + page).isNull();
      }
      browser.open(CONSOLE + "/vouchers");
      browser.click("details summary");
      browser.type("input[name=count]", "12");
      browser.keep("console-vouchers-mint");
      browser.click("form[action='/vouchers'] button.main");
      browser.await("the codes", () -> browser.address().contains("/minted"));
      browser.keep("console-minted");
      browser.open(CONSOLE + "/sessions");
      browser.click("a[href^='/sessions/']");
      browser.await("one session", () -> browser.has("form[action$='/end']"));
      browser.keep("console-session");
    }
  }

  private static void signIn(Browser browser, String password) {
    browser.type("#name", "admin");
    browser.type("#password", password);
    browser.click("form[action='/login'] button");
  }
}
