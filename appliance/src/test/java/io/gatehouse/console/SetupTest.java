package io.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.console.Browser.Seen;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.operator.setup.Step;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
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

  private Settings settings() {
    return console.box.revisions.settings();
  }

  private void walkToSummary() {
    browser.get("/setup/place");
    assertThat(browser.post("/setup/place", "language", "sw", "country", "TZ").location())
        .isEqualTo("/setup/time");
    browser.post("/setup/time");
    browser.post("/setup/uplink", "down", "20", "up", "4.5", "resolvers", "9.9.9.9");
    browser.post("/setup/wifi", "ssid", "");
    browser.post("/setup/guests", "base", "10.20.0.0", "prefix", "21");
    String plan = console.box.desk.plan("1 Hour").id();
    browser.post("/setup/plans", "active-" + plan, "on", "amount-" + plan, "7", "currency", "USD");
    browser.post(
        "/setup/look", "siteName", "Hotel Sunrise", "welcome", "Karibu", "colour", "#884400");
    assertThat(browser.post("/setup/hub").location()).isEqualTo("/setup/summary");
  }

  @Test
  void a_new_operator_is_led_into_it_and_a_lost_browser_goes_on_where_it_was() {
    Browser fresh = console.browser();
    fresh.get("/login");
    String label = console.first.read().orElseThrow();
    fresh.post("/login", "name", "admin", "password", label);
    fresh.get("/password");
    Seen chosen =
        fresh.post(
            "/password",
            "present",
            label,
            "fresh",
            TestConsole.PASSWORD,
            "again",
            TestConsole.PASSWORD);
    assertThat(chosen.location()).isEqualTo("/setup");
    assertThat(fresh.get("/setup").location()).isEqualTo("/setup/place");
    fresh.get("/setup/place");
    fresh.post("/setup/place", "language", "fr", "country", "FR");
    fresh.post("/setup/time");

    Browser other = console.browser();
    other.get("/login");
    assertThat(other.post("/login", "name", "admin", "password", TestConsole.PASSWORD).location())
        .isEqualTo("/setup");
    assertThat(other.get("/setup").location()).isEqualTo("/setup/uplink");
    assertThat(other.get("/setup/place").body()).contains("value=\"FR\" selected");
    assertThat(other.get("/setup/summary").location())
        .as("nothing is skipped")
        .isEqualTo("/setup/uplink");
    assertThat(settings().wifi().country()).as("nothing is in force yet").isEmpty();
  }

  @Test
  void the_summary_says_what_changes_and_it_is_on_the_box_until_somebody_confirms() {
    walkToSummary();
    assertThat(browser.get("/setup/summary").body())
        .contains("branding.siteName", "Hotel Sunrise", "uplink.downKbps", "20000", "4500", "TZ");
    assertThat(settings()).isEqualTo(Settings.factory());

    assertThat(browser.post("/setup/summary").location()).isEqualTo("/setup/confirm");
    assertThat(browser.get("/setup/confirm").body()).contains("data-phase=\"working\"");
    assertThat(browser.post("/setup/confirm", "do", "keep").location())
        .as("nothing to confirm yet")
        .isEqualTo("/setup/confirm");
    assertThat(TestConsole.lookUntilThere(browser, "/live/setup/confirm").body())
        .contains("data-seconds>1");
    assertThat(browser.get("/setup").location()).isEqualTo("/setup/confirm");
    assertThat(browser.post("/setup/confirm", "do", "keep").location()).isEqualTo("/setup/guest");
    assertThat(settings().branding().siteName()).isEqualTo("Hotel Sunrise");
    assertThat(settings().portal().languages()).startsWith("sw", "en");
    assertThat(console.box.changes.pending()).isEmpty();
    assertThat(console.box.desk.plans.all().stream().filter(plan -> plan.active())).hasSize(1);

    assertThat(browser.get("/live/setup/guest").body()).doesNotContain("data-online");
    console.box.sessions.redeem(
        console.box.desk.code(console.box.desk.plan("1 Hour").id()),
        new io.gatehouse.guest.presence.Device(
            io.gatehouse.platform.address.Mac.of("02:00:00:00:00:01"),
            io.gatehouse.platform.address.Ipv4.of("10.20.0.11"),
            "phone"));
    assertThat(browser.get("/live/setup/guest").body()).contains("data-online", "phone");
    assertThat(browser.post("/setup/guest").location()).isEqualTo("/?done=setup-done");
    assertThat(console.setup.progress().orElseThrow().step()).isEqualTo(Step.DONE);
    assertThat(browser.get("/setup").location()).isEqualTo("/");
  }

  @Test
  void what_is_taken_back_leads_to_the_summary_with_everything_still_chosen() {
    walkToSummary();
    browser.post("/setup/summary");
    TestConsole.lookUntilThere(browser, "/live/setup/confirm");
    assertThat(browser.post("/setup/confirm", "do", "back").location()).isEqualTo("/setup/summary");
    assertThat(settings()).isEqualTo(Settings.factory());
    assertThat(browser.get("/setup/summary").body()).contains("Hotel Sunrise");
    browser.post("/setup/summary");
    TestConsole.lookUntilThere(browser, "/live/setup/confirm");
    console.box.boot.advanceSeconds(121);
    console.box.changes.watch();
    assertThat(browser.get("/live/setup/confirm").body()).contains("was taken back");
    assertThat(browser.post("/setup/confirm", "do", "keep").location()).isEqualTo("/setup/summary");
  }

  @Test
  void what_cannot_be_is_said_at_its_step_and_keeps_nobody_from_trying_again() {
    browser.get("/setup/place");
    Seen wrong = browser.post("/setup/place", "language", "xx", "country", "TZZ");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("role=\"alert\"", "wifi.country", "portal.languages");
    browser.post("/setup/place", "language", "en", "country", "TZ");
    browser.post("/setup/time");
    assertThat(browser.post("/setup/uplink", "down", "fast", "up", "", "resolvers", "x").body())
        .contains("uplink.downKbps", "uplink.resolvers");
    browser.post("/setup/uplink");
    browser.post("/setup/wifi");
    assertThat(browser.post("/setup/guests", "base", "192.168.4.0", "prefix", "22").body())
        .contains("role=\"alert\"", "overlaps the guest network");
    assertThat(browser.post("/setup/guests", "base", "nonsense", "prefix", "22").status())
        .isEqualTo(422);
    assertThat(browser.post("/setup/guests", "base", "10.30.0.0", "prefix", "22").location())
        .isEqualTo("/setup/plans");
    assertThat(browser.get("/setup/nothing").status()).isEqualTo(404);
  }

  @Test
  void the_strength_of_a_password_is_what_the_box_thinks_of_it() {
    browser.get("/account");
    assertThat(browser.post("/password/strength", "fresh", "short").body()).contains("at least 10");
    assertThat(browser.post("/password/strength", "fresh", "password1234").body())
        .contains("everybody tries first");
    assertThat(browser.post("/password/strength", "fresh", "seven blue lanterns").body())
        .contains("value=\"4\"", "strong");
    assertThat(console.browser().post("/password/strength", "fresh", "x").status()).isEqualTo(403);
  }

  @Test
  void a_set_up_network_that_is_still_in_the_air_afterwards_is_told_until_it_is_off() {
    String told = "The set-up network is still in the air";
    assertThat(browser.get("/").body()).as("it is needed now").doesNotContain(told);

    browser.post("/setup/leave");
    assertThat(browser.get("/").body()).contains(told).contains("/network/wifi");

    console.box.changes.change(
        console.box.revisions.inForce().number(),
        "{\"wifi\":{\"setup\":false}}",
        "admin",
        "a cable is there",
        60);
    assertThat(browser.get("/").body()).doesNotContain(told);
  }
}
