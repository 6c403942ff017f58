package io.gatehouse.guest.presence;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;

/**
 * A session as pages and the API show it, computed for this moment.
 *
 * @param passId names what was bought; all devices of one voucher share it
 * @param voucherId empty for a free plan
 * @param remainingSeconds paid time left; -1 = no limit
 * @param remainingBytes bytes left; -1 = no limit
 * @param usedSeconds paid time used by all devices of the pass
 * @param presentSeconds how long this device was in, pauses left out
 * @param slowed true after the quota, where the plan goes on slowly
 * @param idleSeconds how long nothing has come from the device, or from its router about it
 * @param nas the router that carries the session; empty = this box
 */
public record SessionView(
    String id,
    String passId,
    String voucherId,
    Mac mac,
    Ipv4 ip,
    String hostname,
    State state,
    Plan plan,
    long remainingSeconds,
    long remainingBytes,
    long usedSeconds,
    long presentSeconds,
    long upBytes,
    long downBytes,
    boolean slowed,
    long idleSeconds,
    String nas) {

  /**
   * OPEN devices pass; PAUSED ones keep what is left of banked time; HELD ones keep what is left
   * until it is proved whose the session is.
   */
  public enum State {
    OPEN,
    PAUSED,
    HELD
  }
}
