package io.gatehouse.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.session.CloneSign;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices with one guest's addresses: only what the guest alone has tells them apart. */
class HeldTest {
  @TempDir Path folder;

  private PortalSite site;
  private PortalSite.Guest guest;
  private PortalSite.Guest clone;
  private String code;

  @BeforeEach
  void a_guest_and_a_clone() throws Exception {
    site = new PortalSite(folder);
    guest = site.guest(10);
    code = site.floor.code(new PlanDraft());
    guest.redeem(code);
    clone = site.guest(10);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void hold() {
    assertThat(site.floor.sessions.hold(PortalSite.mac(10), CloneSign.PLACES)).isTrue();
  }

  @Test
  void who_has_only_the_addresses_is_never_shown_what_would_prove_the_session() {
    String shown = code.toLowerCase(java.util.Locale.ROOT);
    assertThat(guest.get("/receipt").body().toLowerCase(java.util.Locale.ROOT)).contains(shown);
    for (String path : List.of("/", "/receipt")) {
      assertThat(clone.get(path).status()).isEqualTo(200);
      assertThat(clone.get(path).body().toLowerCase(java.util.Locale.ROOT)).doesNotContain(shown);
      assertThat(clone.get(path).body()).doesNotContain("Resume code</h2>");
    }
    hold();
    assertThat(guest.get("/receipt").status()).isEqualTo(303);
  }

  @Test
  void a_held_session_says_so_and_takes_no_word_for_it() {
    hold();
    assertThat(clone.get("/").body())
        .contains("Your session is held", "stands still")
        .doesNotContain("This is my device");
    assertThat(clone.post("/resume", Map.of()).status()).isEqualTo(409);
    clone.post("/signout", Map.of());
    clone.post("/move", Map.of("resume", "wrong-wrong-wrong-wrong"));
    assertThat(clone.get("/").body()).contains("Your session is held");
    assertThat(guest.online()).isFalse();
  }

  @Test
  void the_cookie_goes_on_by_one_button() {
    hold();
    assertThat(guest.get("/").body()).contains("This is my device: go on");
    assertThat(guest.post("/move", Map.of()).status()).isEqualTo(303);
    assertThat(guest.online()).isTrue();
    assertThat(guest.get("/receipt").body().toLowerCase(java.util.Locale.ROOT))
        .contains(code.toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void each_sign_in_is_counted_by_what_became_of_it() {
    clone.redeem("not a code");
    hold();
    clone.post("/resume", Map.of());
    assertThat(site.outcomes)
        .extracting(outcome -> outcome.getClass().getSimpleName())
        .containsExactly("Opened", "Typo", "Held");
  }

  @Test
  void the_code_goes_on_from_a_browser_that_keeps_nothing() {
    hold();
    assertThat(clone.redeem(code).status()).isEqualTo(303);
    assertThat(guest.online()).isTrue();
  }
}
