package io.gatehouse.guest.plan;

import io.gatehouse.network.shaping.Rate;

/**
 * What a guest can have. A zero in a limit means "no such limit". What a guest got is copied when
 * it is redeemed, so a later edit changes nobody's session.
 *
 * @param id {@code <box>-<sequence>}
 * @param price 0 = free: offered on the portal as click-through
 * @param seconds paid time
 * @param timing whether paid time runs on while the guest is away
 * @param quotaBytes bytes up and down together
 * @param devices how many devices may share it at once, 1 to 100
 * @param validDays for how many days of service an unused voucher can be redeemed
 * @param dailySeconds how much of it one device may use within 24 h of service
 * @param afterQuota what happens once the bytes are used up
 * @param slow the speed for {@link AfterQuota#SLOW}
 * @param active whether it is offered and can be redeemed
 */
public record Plan(
    String id,
    String name,
    Money price,
    long seconds,
    Timing timing,
    long quotaBytes,
    Rate rate,
    int devices,
    int validDays,
    long dailySeconds,
    AfterQuota afterQuota,
    Rate slow,
    boolean active) {

  public boolean isFree() {
    return price.isFree();
  }

  Plan withId(String newId) {
    return new Plan(
        newId,
        name,
        price,
        seconds,
        timing,
        quotaBytes,
        rate,
        devices,
        validDays,
        dailySeconds,
        afterQuota,
        slow,
        active);
  }

  /** RUNNING: from first use to the end without a pause. BANKED: only while the guest is online. */
  public enum Timing {
    RUNNING,
    BANKED
  }

  /** What happens when the bytes are used up. */
  public enum AfterQuota {
    STOP,
    SLOW
  }
}
