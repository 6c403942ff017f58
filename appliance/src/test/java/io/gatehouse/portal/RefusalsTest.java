package io.gatehouse.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.platform.template.Messages;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal of the real guest floor, with its reason in the guest's language. */
class RefusalsTest {
  @TempDir Path directory;

  private static void refused(
      PortalSite site, int guest, String code, String language, int status, String key) {
    RawClient.Answer answer =
        site.guest(guest).post("/voucher", Map.of("code", code, "lang", language));
    String reason = Messages.of(language).text("portal.refused." + key, "@");
    String start = reason.contains("@") ? reason.substring(0, reason.indexOf('@')) : reason;
    assertThat(answer.body()).as(key).contains(start);
    assertThat(answer.status()).as(key).isEqualTo(status);
    assertThat(answer.body()).contains("<html lang=\"" + language + "\"");
    assertThat(site.guest(guest).online()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "es", "pt", "sw", "ar", "hi"})
  void every_refusal_has_its_reason(String language) throws Exception {
    try (PortalSite site = new PortalSite(directory)) {
      String good = site.floor.code(new PlanDraft());
      char last = good.charAt(good.length() - 1);
      String slip = good.substring(0, good.length() - 1) + (last == '7' ? '8' : '7');
      refused(site, 10, slip, language, 422, "typo");

      String short1 = site.floor.code(new PlanDraft().seconds(10));
      site.guest(12).redeem(short1);
      site.floor.pass(20);
      refused(site, 12, short1, language, 422, "used");

      String revoked = site.floor.code(new PlanDraft());
      site.guest(14).redeem(revoked);
      site.floor.sessions.revokeVoucher(
          site.floor.sessions.of(PortalSite.mac(14)).orElseThrow().voucherId());
      refused(site, 14, revoked, language, 422, "revoked");

      Plan old = site.floor.save(new PlanDraft().name("old"));
      String unoffered = site.floor.desk.code(old.id());
      site.floor.save(new PlanDraft().id(old.id()).name("old").inactive());
      refused(site, 16, unoffered, language, 409, "notoffered");

      String daily = site.floor.code(new PlanDraft().daily(60));
      site.guest(18).redeem(daily);
      site.floor.pass(70);
      refused(site, 18, daily, language, 429, "daily");

      String expired = site.floor.code(new PlanDraft().validDays(1));
      site.floor.boot.advanceSeconds(86_400);
      refused(site, 20, expired, language, 422, "expired");
    }
  }

  @Test
  void in_safe_mode_a_guest_hears_why_nobody_comes_in_and_one_who_is_in_stays() throws Exception {
    try (PortalSite site = new PortalSite(directory)) {
      site.guest(10).redeem(site.floor.code(new PlanDraft()));
      site.ledgerLost = true;

      RawClient.Answer refused = site.guest(12).get("/?lang=fr");
      RawClient.Answer paid = site.guest(10).get("/");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body())
          .contains(Messages.of("fr").text("portal.storage.text"))
          .doesNotContain("name=\"code\"");
      assertThat(paid.status()).isEqualTo(200);
      site.ledgerLost = false;
      assertThat(site.guest(12).get("/").body()).contains("name=\"code\"");
    }
  }

  @Test
  void guesses_are_unknown_and_then_have_to_wait() throws Exception {
    try (PortalSite site = new PortalSite(directory);
        PortalSite other = new PortalSite(directory.resolve("other"))) {
      // Well-formed here, as it was made by another box.
      for (int i = 0; i < 40; i++) {
        String foreign = other.floor.code(new PlanDraft());
        RawClient.Answer answer = site.guest(10).redeem(foreign);
        if (answer.status() == 429) {
          assertThat(answer.body()).contains("Too many wrong codes");
          assertThat(site.guest(12).redeem(site.floor.code(new PlanDraft())).status())
              .isEqualTo(303);
          return;
        }
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("There is no such voucher");
      }
    }
    throw new AssertionError("40 guesses in a row were all looked at");
  }
}
