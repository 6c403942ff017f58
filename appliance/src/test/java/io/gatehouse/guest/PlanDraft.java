package io.gatehouse.guest;

import io.gatehouse.guest.plan.Money;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.network.shaping.Rate;

/** Builds plans for tests from an ordinary one: one hour from first use, one device. */
public final class PlanDraft {
  private String id = "";
  private String name = "test plan " + System.nanoTime();
  private long price = 100;
  private long seconds = 3_600;
  private Plan.Timing timing = Plan.Timing.RUNNING;
  private long quota;
  private Rate rate = new Rate(2_000, 1_000, 0);
  private int devices = 1;
  private int validDays;
  private long daily;
  private Plan.AfterQuota after = Plan.AfterQuota.STOP;
  private Rate slow = Rate.UNLIMITED;
  private boolean active = true;

  public PlanDraft id(String value) {
    id = value;
    return this;
  }

  public PlanDraft name(String value) {
    name = value;
    return this;
  }

  public PlanDraft free() {
    price = 0;
    return this;
  }

  public PlanDraft seconds(long value) {
    seconds = value;
    return this;
  }

  public PlanDraft banked() {
    timing = Plan.Timing.BANKED;
    return this;
  }

  public PlanDraft quota(long bytes) {
    quota = bytes;
    return this;
  }

  public PlanDraft slow(Rate value) {
    after = Plan.AfterQuota.SLOW;
    slow = value;
    return this;
  }

  public PlanDraft rate(Rate value) {
    rate = value;
    return this;
  }

  public PlanDraft devices(int value) {
    devices = value;
    return this;
  }

  public PlanDraft validDays(int value) {
    validDays = value;
    return this;
  }

  public PlanDraft daily(long value) {
    daily = value;
    return this;
  }

  public PlanDraft inactive() {
    active = false;
    return this;
  }

  public Plan build() {
    return new Plan(
        id,
        name,
        new Money(price, "TZS"),
        seconds,
        timing,
        quota,
        rate,
        devices,
        validDays,
        daily,
        after,
        slow,
        active);
  }
}
