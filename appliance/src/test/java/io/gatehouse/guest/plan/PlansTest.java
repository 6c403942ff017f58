package io.gatehouse.guest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.guest.Desk;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.clock.TestBootClock;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlansTest {
  @TempDir Path directory;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(directory, new TestBootClock());
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void a_new_box_offers_the_four_samples_and_a_free_taste() {
    assertThat(desk.plans.all())
        .extracting(p -> p.name() + " " + p.seconds() / 60 + " " + p.price())
        .containsExactly(
            "15 minutes free 15 TZS 0.00",
            "1 Hour 60 TZS 500.00",
            "Daily 1440 TZS 1000.00",
            "Weekly 10080 TZS 5000.00",
            "Monthly 43200 TZS 20000.00");
    assertThat(desk.plan("15 minutes free").dailySeconds()).isEqualTo(900);
  }

  @Test
  void samples_do_not_come_back_after_a_restart() {
    Plan hour = desk.plan("1 Hour");
    desk.save(new PlanDraft().id(hour.id()).name("Stunde").build());
    desk.close();
    desk = new Desk(directory, desk.boot);
    assertThat(desk.plans.all()).hasSize(5).extracting(Plan::name).contains("Stunde");
  }

  @Test
  void a_saved_plan_is_read_back_as_it_was() {
    Plan draft =
        new PlanDraft()
            .banked()
            .quota(5_000_000_000L)
            .slow(new Rate(256, 128, 10))
            .rate(new Rate(20_000, 5_000, 500))
            .devices(7)
            .validDays(30)
            .daily(7_200)
            .build();
    Plan saved = desk.save(draft);
    assertThat(desk.plans.find(saved.id())).contains(saved);
    assertThat(saved.withId("")).isEqualTo(draft);
    assertThat(desk.facts("PlanStored").getLast().json()).contains(saved.id());
  }

  @Test
  void a_bad_draft_is_refused_field_by_field() {
    Plan bad =
        new PlanDraft()
            .name("a\nb")
            .seconds(0)
            .banked()
            .devices(0)
            .daily(90_000)
            .slow(Rate.UNLIMITED)
            .build();
    assertThat(((Plans.Saved.Invalid) desk.plans.save(bad)).errors())
        .containsOnlyKeys("name", "timing", "devices", "dailySeconds", "afterQuota", "slow");
  }

  @Test
  void two_plans_never_have_the_same_name() {
    assertThat(desk.plans.save(new PlanDraft().name("Daily").build()))
        .isInstanceOf(Plans.Saved.Invalid.class);
  }

  @Test
  void a_plan_that_is_not_there_cannot_be_changed() {
    assertThat(desk.plans.save(new PlanDraft().id("nowhere-1").build()))
        .isInstanceOf(Plans.Saved.NotFound.class);
  }

  @Test
  void money_is_whole_minor_units_of_a_currency_that_exists() {
    assertThat(new Money(2_000_000, "TZS").in(Locale.ENGLISH)).isEqualTo("TZS 20,000.00");
    assertThat(new Money(500, "UGX").toString()).isEqualTo("UGX 500");
    assertThatThrownBy(() -> new Money(-1, "TZS")).hasMessageContaining("negative");
    assertThatThrownBy(() -> new Money(1, "ZZZ")).isInstanceOf(IllegalArgumentException.class);
  }
}
