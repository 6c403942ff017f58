package io.gatehouse.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.PlanDraft;
import io.gatehouse.network.shaping.Rate;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest is told before time or data run out, and why they did. */
class WarningsTest {
  @TempDir Path directory;
  private PortalSite site;

  @BeforeEach
  void open() throws Exception {
    site = new PortalSite(directory);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void the_end_is_announced_and_explained() {
    PortalSite.Guest guest = site.guest(10);
    guest.redeem(site.floor.code(new PlanDraft().seconds(400)));
    assertThat(guest.get("/").body()).doesNotContain("ends soon");
    site.floor.pass(200);
    RawClient.Answer page = guest.get("/");
    assertThat(page.body()).contains("Your time ends soon");
    assertThat(Integer.parseInt(page.header("Refresh").orElseThrow())).isBetween(190, 205);
    site.floor.pass(210);
    assertThat(guest.get("/").body()).contains("Your time is used up", "Voucher code");
  }

  @Test
  void the_end_of_the_data_is_announced_before_it_comes() {
    PortalSite.Guest stops = site.guest(10);
    stops.redeem(site.floor.code(new PlanDraft().quota(500_000_000)));
    uses(10, 449_000_000);
    assertThat(stops.get("/").body()).doesNotContain("ends soon");
    uses(10, 2_000_000);
    RawClient.Answer page = stops.get("/");
    assertThat(page.body())
        .contains("Your data ends soon: 49\u00a0MB left. Have your next voucher ready.");
    // At 2 Mbit/s that is 196 s.
    assertThat(Integer.parseInt(page.header("Refresh").orElseThrow())).isBetween(180, 196);
    assertThat(left(stops)).isEqualTo(49_000_000);
    uses(10, 49_000_000);
    assertThat(stops.get("/").body()).contains("The data of your plan is used up", "Voucher code");
  }

  @Test
  void a_plan_that_goes_on_slowly_warns_of_that_and_never_tells_phones_of_an_end() {
    PortalSite.Guest slows = site.guest(10);
    slows.redeem(site.floor.code(new PlanDraft().quota(30_000_000).slow(new Rate(256, 128, 0))));
    assertThat(slows.get("/").body()).doesNotContain("ends soon");
    uses(10, 16_000_000);
    assertThat(slows.get("/").body())
        .contains(
            "Your data ends soon: 14\u00a0MB left. After that the connection goes on slowly.");
    assertThat(left(slows)).isNull();
    uses(10, 15_000_000);
    assertThat(slows.get("/").body())
        .contains("so the connection is slow from now on")
        .doesNotContain("ends soon");
    assertThat(left(slows)).isNull();
    assertThat(slows.online()).isTrue();
  }

  private void uses(int guest, long bytes) {
    site.floor.gate.carry(PortalSite.ip(guest), 0, bytes);
    site.floor.pass(10);
  }

  private static Long left(PortalSite.Guest guest) {
    return new JsonObject(guest.get("/captive-portal/api").body()).getLong("bytes-remaining");
  }
}
