package io.gatehouse.guest.plan;

import io.gatehouse.network.shaping.Rate;
import java.util.List;

/** The plans a box starts with, to be edited or switched off. */
final class SamplePlans {
  private static final String CURRENCY = "TZS";

  private SamplePlans() {}

  static List<Plan> all() {
    return List.of(
        paid("1 Hour", 60, 50_000, new Rate(5_000, 2_000, 0), 1),
        paid("Daily", 1_440, 100_000, new Rate(5_000, 2_000, 0), 1),
        paid("Weekly", 10_080, 500_000, new Rate(8_000, 4_000, 0), 2),
        paid("Monthly", 43_200, 2_000_000, new Rate(10_000, 5_000, 0), 3),
        new Plan(
            "",
            "15 minutes free",
            new Money(0, CURRENCY),
            900,
            Plan.Timing.BANKED,
            0,
            new Rate(1_000, 512, 0),
            1,
            0,
            900,
            Plan.AfterQuota.STOP,
            Rate.UNLIMITED,
            true));
  }

  private static Plan paid(String name, long minutes, long minor, Rate rate, int devices) {
    return new Plan(
        "",
        name,
        new Money(minor, CURRENCY),
        minutes * 60,
        Plan.Timing.RUNNING,
        0,
        rate,
        devices,
        365,
        0,
        Plan.AfterQuota.STOP,
        Rate.UNLIMITED,
        true);
  }
}
