package io.gatehouse.sync.link;

import static io.gatehouse.guest.GuestFloor.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.guest.voucher.SiteKey;
import io.gatehouse.hub.site.Apart;
import io.gatehouse.hub.site.Batches;
import io.gatehouse.hub.site.HubPlan;
import io.gatehouse.hub.site.HubPlans;
import io.gatehouse.hub.site.Spend;
import io.gatehouse.sync.TestHub;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One hub, two boxes of a site that it meets now and then: what is sold, and what holds then. */
class SiteTest {
  private final Vertx vertx = Vertx.vertx();
  @TempDir private Path dir;
  private TestHub hub;
  private Outpost cafe;
  private Outpost hotel;

  @BeforeEach
  void begin() throws Exception {
    hub = new TestHub(Files.createDirectory(dir.resolve("hub")), vertx);
    cafe = new Outpost(Files.createDirectory(dir.resolve("cafe")), hub, "cafe");
    hotel = new Outpost(Files.createDirectory(dir.resolve("hotel")), hub, "hotel");
  }

  @AfterEach
  void end() {
    cafe.close();
    hotel.close();
    hub.close();
    vertx.close();
  }

  private HubPlan plan(PlanDraft draft, Apart apart) {
    Plan terms = draft.build();
    return ((HubPlans.Saved.Stored) hub.plans.save(new HubPlan(terms, "default", apart))).plan();
  }

  private Batches.Made.Batch batch(HubPlan plan, int count, String home) {
    return (Batches.Made.Batch)
        hub.batches.make(new Batches.Wanted(plan.plan().id(), count, "", "", home, "me"));
  }

  private String code(HubPlan plan) {
    return batch(plan, 1, "").codes().getFirst();
  }

  private void allMeet() {
    cafe.meet();
    hotel.meet();
    cafe.meet();
  }

  private List<Spend.Outcome> conflicts() {
    return hub.spends.conflicts(100).stream().map(Spend::outcome).toList();
  }

  @Test
  void what_the_hub_makes_is_sold_at_every_box_of_the_site_and_each_code_once() {
    HubPlan plan = plan(new PlanDraft().seconds(600), Apart.SITE);
    List<String> codes = batch(plan, 20, "").codes();
    allMeet();

    assertThat(cafe.redeem(codes.get(0), device(1)))
        .isInstanceOfSatisfying(
            Redeemed.Opened.class,
            in -> assertThat(in.session().plan().id()).isEqualTo(plan.plan().id()));
    assertThat(hotel.redeem(codes.get(1), device(2))).isInstanceOf(Redeemed.Opened.class);
    allMeet();

    assertThat(hotel.redeem(codes.get(0), device(3))).isInstanceOf(Redeemed.Elsewhere.class);
    assertThat(cafe.redeem(codes.get(1), device(4))).isInstanceOf(Redeemed.Elsewhere.class);
    assertThat(cafe.redeem(codes.get(0), device(1))).isInstanceOf(Redeemed.Opened.class);
    assertThat(hub.batches.list(9).getFirst().spent()).isEqualTo(2);
    assertThat(conflicts()).isEmpty();
  }

  @Test
  void a_box_verifies_codes_of_a_batch_that_it_has_not_heard_of() {
    HubPlan day = plan(new PlanDraft().name("day").seconds(86_400), Apart.SITE);
    HubPlan hour = plan(new PlanDraft().name("hour").seconds(3_600), Apart.SITE);
    cafe.meet();
    String code = code(hour);
    String other = code(day);
    String forged =
        other.substring(0, 3) + (other.charAt(3) == 'A' ? 'B' : 'A') + other.substring(4);

    assertThat(hotel.redeem(code, device(1)))
        .as("the control: a box without the site's key")
        .isInstanceOf(Redeemed.Unknown.class);
    assertThat(cafe.redeem(forged, device(1))).isInstanceOf(Redeemed.Typo.class);
    Redeemed in = cafe.redeem(code, device(1));
    assertThat(((Redeemed.Opened) in).session().remainingSeconds()).isEqualTo(3_600);
    in = cafe.redeem(other, device(2));
    assertThat(((Redeemed.Opened) in).session().remainingSeconds()).isEqualTo(86_400);

    allMeet();

    assertThat(hub.batches.list(9)).allMatch(batch -> batch.spent() == 1);
    assertThat(cafe.floor.desk.vouchers.batches(9)).hasSize(2).allMatch(batch -> batch.size() == 1);
    assertThat(hotel.redeem(code, device(3))).isInstanceOf(Redeemed.Elsewhere.class);
    assertThat(cafe.redeem(code, device(1))).isInstanceOf(Redeemed.Opened.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Apart.class,
      names = {"SITE", "REPORT"})
  void of_two_boxes_that_were_apart_the_one_heard_first_has_the_voucher_or_both_do(Apart apart) {
    HubPlan plan = plan(new PlanDraft(), apart);
    String code = code(plan);
    allMeet();
    assertThat(cafe.redeem(code, device(1))).isInstanceOf(Redeemed.Opened.class);
    // By its own clocks the cafe was first, by hours; but a clock proves nothing.
    hotel.floor.pass(60);
    assertThat(hotel.redeem(code, device(2))).isInstanceOf(Redeemed.Opened.class);

    hotel.meet();
    assertThat(conflicts()).isEmpty();
    allMeet();
    allMeet();

    assertThat(hotel.floor.online(device(2))).isTrue();
    if (apart == Apart.SITE) {
      assertThat(conflicts()).containsExactly(Spend.Outcome.TAKEN_BACK);
      assertThat(cafe.floor.online(device(1))).isFalse();
      assertThat(cafe.redeem(code, device(1))).isInstanceOf(Redeemed.Revoked.class);
    } else {
      assertThat(conflicts()).containsExactly(Spend.Outcome.ACCEPTED);
      assertThat(cafe.floor.online(device(1))).isTrue();
    }
    assertThat(hub.batches.list(9).getFirst().spent()).isEqualTo(1);
  }

  @Test
  void vouchers_for_a_home_box_are_taken_there_alone() {
    HubPlan plan = plan(new PlanDraft(), Apart.HOME);
    hotel.meet();
    List<String> codes = batch(plan, 2, cafe.id).codes();

    assertThat(hotel.redeem(codes.get(0), device(1)))
        .as("a batch it has not heard of")
        .isInstanceOf(Redeemed.Unknown.class);
    allMeet();

    assertThat(hotel.redeem(codes.get(0), device(1))).isInstanceOf(Redeemed.Elsewhere.class);
    assertThat(cafe.redeem(codes.get(0), device(2))).isInstanceOf(Redeemed.Opened.class);
    allMeet();
    assertThat(conflicts()).isEmpty();
    assertThat(hub.batches.make(new Batches.Wanted(plan.plan().id(), 1, "", "", "", "me")))
        .isInstanceOf(Batches.Made.Invalid.class);
  }

  @Test
  void a_batch_revoked_while_a_box_was_apart_is_taken_back_there_and_the_sale_is_reported() {
    Batches.Made.Batch batch = batch(plan(new PlanDraft(), Apart.SITE), 3, "");
    allMeet();
    assertThat(hub.batches.revoke(batch.id())).isTrue();
    assertThat(cafe.redeem(batch.codes().get(0), device(1))).isInstanceOf(Redeemed.Opened.class);

    allMeet();

    assertThat(conflicts()).containsExactly(Spend.Outcome.REVOKED);
    assertThat(cafe.floor.online(device(1))).isFalse();
    for (Outpost box : List.of(cafe, hotel)) {
      assertThat(batch.codes())
          .allSatisfy(
              code -> assertThat(box.redeem(code, device(5))).isInstanceOf(Redeemed.Revoked.class));
    }
    assertThat(hub.batches.revoke(batch.id())).isFalse();
  }

  @Test
  void an_edited_plan_is_for_those_who_come_after_the_box_has_heard_of_it() {
    HubPlan plan = plan(new PlanDraft().name("hour").seconds(3_600), Apart.SITE);
    List<String> codes = batch(plan, 3, "").codes();
    allMeet();
    Plan edited = new PlanDraft().id(plan.plan().id()).name("hour").seconds(60).build();
    hub.plans.save(new HubPlan(edited, plan.site(), plan.apart()));

    assertThat(cafe.floor.open(codes.get(0), device(1)).remainingSeconds()).isEqualTo(3_600);
    allMeet();

    assertThat(cafe.floor.of(device(1)).remainingSeconds()).isEqualTo(3_600);
    assertThat(cafe.floor.open(codes.get(1), device(2)).remainingSeconds()).isEqualTo(60);
    assertThat(cafe.floor.desk.plans.save(new PlanDraft().id(plan.plan().id()).build()))
        .as("a box does not edit the hub's plan")
        .isInstanceOf(Plans.Saved.Invalid.class);
    hub.plans.save(
        new HubPlan(
            new PlanDraft().id(plan.plan().id()).name("hour").inactive().build(),
            "default",
            Apart.SITE));
    allMeet();
    assertThat(cafe.redeem(codes.get(2), device(3))).isInstanceOf(Redeemed.NotOffered.class);
  }

  @Test
  void a_batch_ends_by_time_in_service_whatever_the_day_is_at_a_box() {
    List<String> codes = batch(plan(new PlanDraft().validDays(2), Apart.SITE), 2, "").codes();
    hub.boot.advanceSeconds(86_400);
    cafe.meet();

    cafe.floor.boot.advanceSeconds(86_000);
    assertThat(cafe.redeem(codes.get(0), device(1))).isInstanceOf(Redeemed.Opened.class);
    cafe.floor.boot.advanceSeconds(800);
    assertThat(cafe.redeem(codes.get(1), device(2))).isInstanceOf(Redeemed.Expired.class);
    hub.boot.advanceSeconds(86_400);
    hotel.floor.pass(1);
    hotel.meet();
    assertThat(hotel.redeem(codes.get(1), device(2))).isInstanceOf(Redeemed.Expired.class);
  }

  @Test
  void the_key_of_a_stolen_box_makes_no_batch_that_others_would_take() {
    HubPlan plan = plan(new PlanDraft(), Apart.SITE);
    String sold = code(plan);
    allMeet();
    // The thief's box makes a batch of its own from what it knows.
    SiteKey stolen = hub.siteNews.after(hotel.id, 0, 9).orElseThrow().page().key();
    String forged = stolen.batch(900).sign(plan.plan().id(), 900, 7).text();
    assertThat(hotel.redeem(forged, device(9)))
        .as("the control")
        .isInstanceOf(Redeemed.Opened.class);

    assertThat(hub.sites.renewKey("default")).containsExactly(512);
    cafe.meet();

    assertThat(cafe.redeem(forged, device(1))).isInstanceOf(Redeemed.Unknown.class);
    assertThat(cafe.redeem(sold, device(1))).isInstanceOf(Redeemed.Opened.class);
    assertThat(cafe.redeem(code(plan), device(2))).isInstanceOf(Redeemed.Opened.class);
  }

  @Test
  void what_a_box_forgets_by_a_reset_of_its_guests_it_learns_again() {
    List<String> codes = batch(plan(new PlanDraft(), Apart.SITE), 2, "").codes();
    allMeet();
    assertThat(cafe.redeem(codes.get(0), device(1))).isInstanceOf(Redeemed.Opened.class);
    cafe.meet();
    cafe.floor.desk.store.write(
        tx ->
            List.of("session", "pass_device", "voucher", "voucher_batch", "pass", "voucher_site")
                .stream()
                .mapToInt(table -> tx.update("DELETE FROM " + table))
                .sum());

    assertThat(cafe.redeem(codes.get(0), device(1))).isInstanceOf(Redeemed.Unknown.class);
    cafe.meet();

    assertThat(cafe.redeem(codes.get(0), device(1))).isInstanceOf(Redeemed.Elsewhere.class);
    assertThat(cafe.redeem(codes.get(1), device(1))).isInstanceOf(Redeemed.Opened.class);
    assertThat(conflicts()).isEmpty();
  }

  @Test
  void another_site_and_a_box_that_has_left_take_none_of_it() throws Exception {
    HubPlan plan = plan(new PlanDraft(), Apart.SITE);
    List<String> codes = batch(plan, 2, "").codes();
    allMeet();
    try (Outpost far =
        new Outpost(Files.createDirectory(dir.resolve("far")), hub, "far", "elsewhere")) {
      hub.plans.save(new HubPlan(new PlanDraft().build(), "elsewhere", Apart.SITE));
      far.meet();
      assertThat(far.redeem(codes.get(0), device(1))).isInstanceOf(Redeemed.Unknown.class);
    }
    assertThat(cafe.redeem(codes.get(0), device(1))).isInstanceOf(Redeemed.Opened.class);

    Link.forget(cafe.floor.desk.store);

    assertThat(cafe.floor.online(device(1))).as("what was sold runs on").isTrue();
    assertThat(cafe.redeem(codes.get(1), device(2))).isInstanceOf(Redeemed.Revoked.class);
    assertThat(cafe.floor.desk.plans.find(plan.plan().id()).orElseThrow().active()).isFalse();
    cafe.meet();
    assertThat(cafe.redeem(codes.get(1), device(2))).isInstanceOf(Redeemed.Opened.class);
  }
}
