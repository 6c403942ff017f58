package io.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.console.Browser.Seen;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.wifi.Wifi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms over the settings, and a change's way from them to the box. */
class NetworkPagesTest {
  private static final String SECRET = "blue lanterns 42";

  private static final Pattern CONTROL =
      Pattern.compile(
          "<input[^>]*?(?: type=\"checkbox\")?[^>]* name=\"([^\"]+)\"[^>]*>"
              + "|<textarea[^>]* name=\"([^\"]+)\"[^>]*>([^<]*)</textarea>"
              + "|<select[^>]* name=\"([^\"]+)\"[^>]*>(.*?)</select>",
          Pattern.DOTALL);
  private static final Pattern VALUE = Pattern.compile(" value=\"([^\"]*)\"");
  private static final Pattern CHOSEN = Pattern.compile("<option value=\"([^\"]*)\" selected");

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

  /** The fields of a page's form as a browser would send them, some of them typed anew. */
  private static String[] typed(Seen page, String... fields) {
    List<String> all = new ArrayList<>();
    Matcher found = CONTROL.matcher(page.body());
    while (found.find()) {
      String control = found.group();
      if (found.group(1) != null) {
        Matcher value = VALUE.matcher(control);
        boolean off = control.contains("checkbox") && !control.contains(" checked");
        if (!off && !found.group(1).equals("_csrf") && value.find()) {
          all.addAll(List.of(found.group(1), value.group(1).replace("&#39;", "'")));
        }
      } else if (found.group(2) != null) {
        all.addAll(List.of(found.group(2), found.group(3)));
      } else {
        Matcher chosen = CHOSEN.matcher(found.group(5));
        all.addAll(List.of(found.group(4), chosen.find() ? chosen.group(1) : ""));
      }
    }
    for (int i = 0; i < fields.length; i += 2) {
      int at = 0;
      while (at < all.size() && !all.get(at).equals(fields[i])) {
        at += 2;
      }
      if (at < all.size()) {
        all.set(at + 1, fields[i + 1]);
      } else {
        all.addAll(List.of(fields[i], fields[i + 1]));
      }
    }
    return all.toArray(String[]::new);
  }

  private Seen send(Browser who, String section, String... fields) {
    Seen page = who.get("/network/" + section);
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return who.post("/network/" + section, typed(page, fields));
  }

  private void keep(Browser who) {
    who.get("/network/review");
    assertThat(who.post("/network/review").location()).isEqualTo("/network/confirm");
    assertThat(who.get("/network/confirm").body())
        .as("the page is there before the box is touched")
        .contains("data-phase=\"working\"", "The box does not answer this browser");
    String body = TestConsole.lookUntilThere(who, "/live/network/confirm").body();
    assertThat(body).contains("data-phase=\"waiting\"");
    Matcher revision = Pattern.compile("name=\"revision\" value=\"(\\d+)\"").matcher(body);
    assertThat(revision.find()).isTrue();
    assertThat(who.post("/network/confirm", "do", "keep", "revision", revision.group(1)).location())
        .isEqualTo("/network?done=settings-kept");
  }

  private void addWifi() {
    assertThat(
            send(
                    browser,
                    "wifi",
                    "wifi.country",
                    "TZ",
                    "wifi.networks[0].ssid",
                    "Sunrise",
                    "wifi.networks[0].side",
                    "management",
                    "wifi.networks[0].security",
                    "wpa2",
                    "wifi.networks[0].passphrase",
                    SECRET)
                .location())
        .isEqualTo("/network/review");
    keep(browser);
  }

  @Test
  void a_form_that_nobody_touched_changes_nothing() {
    addWifi();
    for (String section : List.of("wifi", "guest", "management", "uplink", "garden", "portal")) {
      Seen same = send(browser, section);
      assertThat(same.status()).as(section + same.location()).isEqualTo(422);
      assertThat(same.body()).as(section).contains("Nothing changes.");
    }
    assertThat(console.box.revisions.inForce().number()).isEqualTo(2);
  }

  @Test
  void a_network_is_made_renamed_with_its_passphrase_kept_and_removed() {
    addWifi();
    Wifi.Network made = settings().wifi().networks().getFirst();
    assertThat(made.ssid().text()).isEqualTo("Sunrise");
    assertThat(made.passphrase().secret()).isEqualTo(SECRET);
    assertThat(browser.get("/network/wifi").body()).doesNotContain(SECRET, "***");

    send(browser, "wifi", "wifi.networks[0].ssid", "Sunset");
    Seen review = browser.get("/network/review");
    assertThat(review.body())
        .contains("wifi.networks[0].ssid", "Sunrise", "Sunset", "join the Wi-Fi Sunset")
        .doesNotContain(SECRET, "passphrase");
    keep(browser);
    Wifi.Network renamed = settings().wifi().networks().getFirst();
    assertThat(renamed.ssid().text()).isEqualTo("Sunset");
    assertThat(renamed.passphrase().secret()).isEqualTo(SECRET);

    send(browser, "wifi", "wifi.networks[0].remove", "on");
    keep(browser);
    assertThat(settings().wifi().networks()).isEmpty();
  }

  @Test
  void what_is_wrong_is_said_at_its_field_and_what_was_typed_is_still_there() {
    Seen wrong =
        send(
            browser,
            "wifi",
            "wifi.country",
            "TZ",
            "wifi.networks[0].ssid",
            "Sunrise",
            "wifi.networks[0].side",
            "management",
            "wifi.networks[0].security",
            "wpa3",
            "wifi.networks[0].passphrase",
            "short");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("id=\"e-wifi-networks-0-passphrase\"", "value=\"Sunrise\"")
        .contains("value=\"wpa3\" selected")
        .doesNotContain("value=\"short\"");
    assertThat(send(browser, "guest", "guest.lastLease", "10.99.0.1").body())
        .contains("id=\"e-guest-lastLease\"", "value=\"10.99.0.1\"");
    assertThat(send(browser, "uplink", "uplink.resolvers", "9.9.9.9\nnonsense").body())
        .contains("id=\"e-uplink-resolvers\"", "[1] must be an address");
    assertThat(send(browser, "portal", "portal.idleSeconds", "soon").body())
        .contains("id=\"e-portal-idleSeconds\"", "must be a number");
    assertThat(console.box.revisions.inForce().number()).isEqualTo(1);
    assertThat(browser.get("/network/nothing").status()).isEqualTo(404);
  }

  @Test
  void the_second_of_two_installers_sees_what_the_first_changed_and_loses_nothing() {
    Browser first = console.signedIn("Amina");
    Browser second = console.signedIn("Brian");
    Seen page = second.get("/network/portal");
    send(first, "portal", "branding.welcome", "Karibu", "reason", "greeting");
    first.get("/network/review");
    assertThat(first.post("/network/review").location())
        .isEqualTo("/network?done=settings-in-force");

    assertThat(second.get("/live/network/changed?revision=1").body()).contains("Amina", "greeting");
    Seen told = second.post("/network/portal", typed(page, "branding.siteName", "Hotel Sunrise"));
    assertThat(told.status()).isEqualTo(422);
    assertThat(told.body())
        .contains("Amina", "greeting", "branding.welcome", "value=\"Hotel Sunrise\"")
        .contains("value=\"Karibu\"", "name=\"revision\" value=\"2\"");
    assertThat(second.post("/network/portal", typed(told)).location()).isEqualTo("/network/review");
    second.get("/network/review");
    second.post("/network/review");
    assertThat(settings().branding().siteName()).isEqualTo("Hotel Sunrise");
    assertThat(settings().branding().welcome()).isEqualTo("Karibu");
  }

  @Test
  void a_change_that_waits_is_told_on_every_page_and_holds_others_back() {
    send(browser, "guest", "guest.lastLease", "10.20.3.250");
    browser.get("/network/review");
    browser.post("/network/review");
    TestConsole.lookUntilThere(browser, "/live/network/confirm");
    assertThat(browser.get("/plans").body()).contains("waits to be confirmed");
    Browser other = console.signedIn("Brian");
    Seen told = send(other, "portal", "branding.welcome", "Karibu");
    assertThat(told.location()).isEqualTo("/network/review");
    other.get("/network/review");
    assertThat(other.post("/network/review").body()).contains("by admin waits to be confirmed");

    console.box.boot.advanceSeconds(121);
    console.box.changes.watch();
    assertThat(browser.get("/live/network/confirm").body())
        .contains("data-phase=\"over\"", "was taken back");
    assertThat(settings()).isEqualTo(Settings.factory());
    assertThat(browser.get("/plans").body()).doesNotContain("waits to be confirmed");
  }

  @Test
  void what_the_box_refuses_on_the_way_is_said_on_the_page_that_waits_for_it() {
    send(browser, "guest", "guest.lastLease", "10.20.3.250");
    browser.get("/network/review");
    assertThat(browser.post("/network/review").location()).isEqualTo("/network/confirm");
    console.box.changes.change(
        1, "{\"branding\":{\"welcome\":\"Karibu\"}}", "Brian", "came between", 60);
    assertThat(TestConsole.lookUntilThere(browser, "/live/network/confirm").body())
        .contains("data-phase=\"over\"", "the settings were changed meanwhile");
    assertThat(browser.get("/network/confirm").body()).contains("changed meanwhile");
    send(browser, "portal", "branding.siteName", "Hotel Sunrise");
    browser.get("/network/review");
    browser.post("/network/review");
    assertThat(browser.get("/network/confirm").body()).doesNotContain("changed meanwhile");
  }

  @Test
  void each_revision_can_be_looked_at_and_returned_to() {
    send(browser, "portal", "branding.siteName", "Hotel Sunrise", "reason", "opening day");
    browser.get("/network/review");
    browser.post("/network/review");
    assertThat(browser.get("/network/revisions").body())
        .contains("opening day", "admin", "In force", "first start");
    assertThat(browser.get("/network/revisions/2").body())
        .contains("branding.siteName", "Hotel Sunrise", "opening day");
    browser.get("/network/revisions/1");
    assertThat(browser.post("/network/revisions/1/return").location()).isEqualTo("/network/review");
    assertThat(browser.get("/network/review").body()).contains("branding.siteName");
    browser.post("/network/review");
    assertThat(settings()).isEqualTo(Settings.factory());
    assertThat(browser.get("/network/revisions").body()).contains("return to revision 1");
    assertThat(browser.get("/network/revisions/99").status()).isEqualTo(404);
    assertThat(browser.post("/network/restore").location()).endsWith("files-restored");
  }

  @Test
  void the_pages_open_for_those_who_only_look() {
    Browser viewer = console.signedIn("Vera", io.gatehouse.operator.accounts.Role.VIEWER);
    for (String path : List.of("/network", "/network/firewall", "/network/revisions")) {
      Seen seen = viewer.get(path);
      assertThat(seen.status()).as(path + seen.body()).isEqualTo(200);
      assertThat(seen.body()).doesNotContain("href=\"/network/wifi\"");
    }
    assertThat(viewer.get("/network/firewall").body()).contains("Loaded", "guests-up");
  }
}
