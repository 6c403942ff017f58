package io.gatehouse.guest.plan;

import io.gatehouse.network.shaping.Rate;
import java.util.LinkedHashMap;
import java.util.Map;

/** What makes a plan one that can be sold. */
final class PlanRules {
  private static final long LONGEST_SECONDS = 10L * 365 * 86_400;
  private static final long LARGEST_QUOTA = 1L << 50;
  private static final long HIGHEST_PRICE = 1_000_000_000_000L;
  private static final int FASTEST_KBPS = 10_000_000;
  private static final int LARGEST_BURST_KB = 100_000;

  private final Map<String, String> errors = new LinkedHashMap<>();

  private PlanRules() {}

  /** Field name to what is wrong with it; empty for a good plan. */
  static Map<String, String> check(Plan plan) {
    PlanRules rules = new PlanRules();
    rules.all(plan);
    return rules.errors;
  }

  private void all(Plan plan) {
    String name = plan.name();
    if (name.isBlank() || name.length() > 60 || name.chars().anyMatch(Character::isISOControl)) {
      errors.put("name", "must have 1 to 60 printable characters");
    }
    within("price", plan.price().minor(), HIGHEST_PRICE);
    within("seconds", plan.seconds(), LONGEST_SECONDS);
    within("quotaBytes", plan.quotaBytes(), LARGEST_QUOTA);
    within("validDays", plan.validDays(), 3_650);
    within("dailySeconds", plan.dailySeconds(), 86_400);
    rate("rate", plan.rate());
    rate("slow", plan.slow());
    if (plan.devices() < 1 || plan.devices() > 100) {
      errors.put("devices", "must be 1 to 100");
    }
    if (plan.timing() == Plan.Timing.BANKED && plan.seconds() == 0) {
      errors.put("timing", "banked time needs an amount of time");
    }
    if (plan.afterQuota() == Plan.AfterQuota.SLOW) {
      if (plan.quotaBytes() == 0) {
        errors.put("afterQuota", "slowing down needs an amount of data after which it happens");
      }
      if (plan.slow().downKbps() == 0 || plan.slow().upKbps() == 0) {
        errors.put("slow", "slowing down needs a speed in both directions");
      }
    }
  }

  private void within(String field, long value, long most) {
    if (value < 0 || value > most) {
      errors.put(field, "must be 0 to " + most);
    }
  }

  private void rate(String field, Rate rate) {
    if (rate.downKbps() > FASTEST_KBPS || rate.upKbps() > FASTEST_KBPS) {
      errors.put(field, "must be at most " + FASTEST_KBPS + " kbit/s");
    } else if (rate.burstKb() > LARGEST_BURST_KB) {
      errors.put(field, "the burst must be at most " + LARGEST_BURST_KB + " kB");
    }
  }
}
