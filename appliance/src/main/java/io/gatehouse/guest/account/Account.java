package io.gatehouse.guest.account;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.util.List;
import java.util.Optional;

/**
 * Somebody with a name and a password.
 *
 * @param id {@code <box>-<sequence>}; empty for a new one
 * @param name in lower case
 * @param quotaBytes instead of the plan's; 0 = as the plan says
 * @param atOnce how many devices at once, instead of the plan's; 0 = as the plan says
 * @param window when it may be used
 * @param macs devices that come in by their address alone
 * @param onlyListed whether no other device may be used
 * @param challenges whether CHAP and MS-CHAPv2 can be answered, which needs the password itself
 * @param lan what the router gives to its device
 * @param passId what was bought and used; empty before the first use
 */
public record Account(
    String id,
    String name,
    String planId,
    Status status,
    long quotaBytes,
    int atOnce,
    TimeWindow window,
    List<Mac> macs,
    boolean onlyListed,
    boolean challenges,
    Lan lan,
    String passId) {

  public Account {
    macs = List.copyOf(macs);
  }

  /** SUSPENDED keeps everything until somebody pays, DISABLED until an operator says so. */
  public enum Status {
    ACTIVE,
    SUSPENDED,
    DISABLED
  }

  /**
   * Where the router puts the device.
   *
   * @param pool name of an address pool at the router; empty = its own choice
   * @param vlan 1 to 4094; 0 = none
   * @param group the router's user group or profile; empty = none
   */
  public record Lan(Optional<Ipv4> address, String pool, int vlan, String group) {
    public static final Lan NONE = new Lan(Optional.empty(), "", 0, "");
  }

  /** A new one with everything else as the plan says. */
  public static Account fresh(String name, String planId) {
    return new Account(
        "",
        name,
        planId,
        Status.ACTIVE,
        0,
        0,
        TimeWindow.ALWAYS,
        List.of(),
        false,
        true,
        Lan.NONE,
        "");
  }

  /** The plan with what this account has instead. */
  public Plan terms(Plan plan) {
    return new Plan(
        plan.id(),
        plan.name(),
        plan.price(),
        plan.seconds(),
        plan.timing(),
        quotaBytes > 0 ? quotaBytes : plan.quotaBytes(),
        plan.rate(),
        atOnce > 0 ? atOnce : plan.devices(),
        plan.validDays(),
        plan.dailySeconds(),
        plan.afterQuota(),
        plan.slow(),
        plan.active());
  }

  Account withId(String newId) {
    return new Account(
        newId,
        name,
        planId,
        status,
        quotaBytes,
        atOnce,
        window,
        macs,
        onlyListed,
        challenges,
        lan,
        passId);
  }

  public Account with(Status other) {
    return new Account(
        id,
        name,
        planId,
        other,
        quotaBytes,
        atOnce,
        window,
        macs,
        onlyListed,
        challenges,
        lan,
        passId);
  }
}
