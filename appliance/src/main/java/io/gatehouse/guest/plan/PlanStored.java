package io.gatehouse.guest.plan;

import io.gatehouse.platform.journal.Fact;

/** A plan was made or changed; its terms from now on. */
public record PlanStored(
    String plan,
    String name,
    long priceMinor,
    String currency,
    long seconds,
    long quotaBytes,
    int devices,
    boolean active)
    implements Fact {

  static PlanStored of(Plan plan) {
    return new PlanStored(
        plan.id(),
        plan.name(),
        plan.price().minor(),
        plan.price().currency(),
        plan.seconds(),
        plan.quotaBytes(),
        plan.devices(),
        plan.active());
  }
}
