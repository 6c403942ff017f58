package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.air.FakeAir;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.proof.site.Browser;
import io.gatehouse.proof.site.Hotspot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Installers change the network that they themselves are on, in Chromium, over a (fake) air: what
 * they see at each moment, and how they find the box again.
 */
class NetworkIT {
  private static final String CONSOLE = "https://192.168.4.1";
  private static final String OWN = "a password of one's own 7";
  private static final String PASSPHRASE = "blue lanterns 42";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static Hotspot box;
  private static FakeAir air;

  @BeforeAll
  static void up() {
    JsonObject crew =
        new JsonObject()
            .put("ssid", "Crew")
            .put("side", "management")
            .put("security", "wpa2")
            .put("passphrase", PASSPHRASE);
    JsonObject settings =
        Hotspot.QUICK
            .copy()
            .put(
                "wifi",
                new JsonObject().put("country", "TZ").put("networks", new JsonArray().add(crew)));
    box = Hotspot.prepared(2, settings);
    air = FakeAir.over(box.lab());
    air.wants("g2", "Crew", PASSPHRASE);
    box.start();
    Waiting.until(LIMIT, "the installer's network in the air", () -> air.joined("g2"));
    box.lab().lease("g2");
    box.lab().lease("mgmt");
  }

  @AfterAll
  static void down() {
    box.dump("NetworkIT");
    box.close();
  }

  private static void signIn(Browser browser, String password) {
    browser.open(CONSOLE + "/login");
    browser.type("#name", "admin");
    browser.type("#password", password);
    browser.click("form[action='/login'] button");
  }

  private static void rename(Browser browser, String ssid, String seconds) {
    browser.open(CONSOLE + "/network/wifi");
    browser.type("#wifi-networks-0-ssid", ssid);
    browser.click("form.card button.main");
    browser.await("the look over it", () -> browser.address().endsWith("/network/review"));
    assertThat(browser.text()).contains("join the Wi-Fi " + ssid);
    browser.type("#seconds", seconds);
    browser.keep("network-review");
    browser.click("form[action='/network/review'] button.main");
    browser.await("the countdown", () -> browser.address().endsWith("/network/confirm"));
  }

  private static void awaitLost(Browser browser, String ssid, String before) {
    browser.await("the loss", () -> browser.has("[data-lost]:not([hidden])"));
    assertThat(browser.text())
        .contains("does not answer this browser")
        .contains("join the Wi-Fi " + ssid + " and open " + CONSOLE)
        .contains("then join the Wi-Fi " + before);
    assertThat(air.joined("g2")).as("nobody is on the old name").isFalse();
  }

  @Test
  void a_renamed_network_is_confirmed_over_itself_and_another_goes_back_by_itself()
      throws IOException {
    String first = Files.readString(box.box().data().resolve("first-password")).strip();
    try (Browser browser = Browser.on(box.lab(), "g2");
        Browser second = Browser.on(box.lab(), "mgmt")) {
      signIn(browser, first);
      browser.await("the choice of a password", () -> browser.has("#fresh"));
      browser.type("#present", first);
      browser.type("#fresh", OWN);
      browser.type("#again", OWN);
      browser.click("main button.main");
      browser.await("the first step", () -> browser.address().endsWith("/setup/place"));
      signIn(second, OWN);
      second.await("the console", () -> !second.has("form[action='/login']"));
      second.open(CONSOLE + "/network/portal");
      second.type("#branding-welcome", "Karibu");

      rename(browser, "Crew by the sea", "90");
      awaitLost(browser, "Crew by the sea", "Crew");
      browser.keep("network-lost");
      air.wants("g2", "Crew by the sea", PASSPHRASE);
      browser.await("a box that works", () -> browser.has("button[value='keep']:not(:disabled)"));
      assertThat(browser.has("[data-lost]:not([hidden])")).isFalse();
      browser.keep("network-confirm");
      browser.click("button[value='keep']");
      browser.await("the end", () -> browser.address().endsWith("?done=settings-kept"));
      browser.keep("network");

      theSecondSees(second);

      rename(browser, "Crew on the roof", "15");
      awaitLost(browser, "Crew on the roof", "Crew by the sea");
      browser.await("the way back", () -> browser.text().contains("nobody confirmed it in time"));
      browser.keep("network-taken-back");
    }
    JsonArray revisions = box.get("/revisions").getJsonArray("items");
    assertThat(revisions.stream().map(one -> ((JsonObject) one).getString("state")))
        .startsWith("ROLLED_BACK");
    assertThat(revisions.stream().map(one -> ((JsonObject) one).getString("note")))
        .contains("nobody confirmed it in time", "confirmed by admin");
    assertThat(box.get("/settings").getJsonObject("wifi").getJsonArray("networks").encode())
        .contains("Crew by the sea");
  }

  /** Who was at a form meanwhile is told, and loses nothing of what was typed. */
  private static void theSecondSees(Browser second) {
    second.await("news of the first's change", () -> second.text().contains("revision 2"));
    second.click("form.card button.main");
    second.await("both changes", () -> second.text().contains("Somebody else changed"));
    assertThat(second.text()).contains("admin made revision 2", "Crew by the sea");
    assertThat(second.has("#branding-welcome[value='Karibu']")).isTrue();
    second.keep("network-theirs");
    second.click("form.card button.main");
    second.await("the look over it", () -> second.address().endsWith("/network/review"));
    second.click("form[action='/network/review'] button.main");
    second.await("the end", () -> second.address().endsWith("?done=settings-in-force"));
  }
}
