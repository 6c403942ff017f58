package io.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.TestAuthority;
import io.gatehouse.console.Browser.Seen;
import io.gatehouse.operator.accounts.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The portal's certificate, from nothing to in use and back. */
class CertificatePagesTest {
  private static final String PATH = "/network/certificate";
  private static final String HOST = "wifi.hotel.example";

  @TempDir private Path dir;
  private final TestAuthority authority = new TestAuthority();
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

  private Seen send(TestAuthority.Pair pair) {
    browser.get(PATH);
    return browser.post(PATH, "certificate", pair.chain(), "key", pair.key());
  }

  @Test
  void without_a_public_name_it_says_so_and_takes_none() {
    assertThat(browser.get(PATH).body()).contains("which public name it has", "no certificate");
    Seen refused = send(authority.issue(HOST));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("which public name it has");
  }

  @Test
  void one_is_given_shown_and_removed_and_its_key_is_never_shown() {
    named();
    TestAuthority.Pair pair = authority.issue(HOST);
    assertThat(send(pair).location()).isEqualTo(PATH + "?done=certificate-kept");
    Seen held = browser.get(PATH + "?done=certificate-kept");
    assertThat(held.body())
        .contains("In use", HOST, "days left", "guests are served with it")
        .doesNotContain("PRIVATE KEY", "Not in use");
    assertThat(browser.get("/audit").body()).contains("certificate.keep");
    assertThat(browser.post(PATH + "/remove").location())
        .isEqualTo(PATH + "?done=certificate-removed");
    assertThat(browser.get(PATH).body()).contains("no certificate");
    assertThat(browser.post(PATH + "/remove").location()).isEqualTo(PATH);
  }

  @Test
  void what_does_not_fit_is_said_at_its_field_and_the_key_is_not_sent_back() {
    named();
    TestAuthority.Pair other = authority.issue("elsewhere.example");
    Seen wrong = send(other);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("id=\"e-certificate\"", "not for " + HOST, "BEGIN CERTIFICATE")
        .doesNotContain("PRIVATE KEY");
    assertThat(send(new TestAuthority.Pair(authority.issue(HOST).chain(), other.key())).body())
        .contains("id=\"e-key\"");
    assertThat(send(new TestAuthority.Pair("", "x".repeat(70_000))).body())
        .contains("id=\"e-certificate\"", "id=\"e-key\"", "at most 64 KiB");
    assertThat(browser.get(PATH).body()).contains("no certificate");
  }

  @Test
  void who_only_looks_sees_the_state_and_no_form() {
    named();
    send(authority.issue(HOST));
    Browser viewer = console.signedIn("Vera", Role.VIEWER);
    assertThat(viewer.get(PATH).body())
        .contains("In use")
        .doesNotContain("<textarea", "/network/certificate/remove");
    assertThat(viewer.post(PATH + "/remove").status()).isEqualTo(403);
  }

  private void named() {
    console.box.changes.change(
        1, "{\"portal\":{\"publicHost\":\"" + HOST + "\"}}", "admin", "", 60);
    console.box.changes.confirm(2, "admin");
    assertThat(console.box.revisions.settings().portal().publicHost()).isEqualTo(HOST);
  }
}
