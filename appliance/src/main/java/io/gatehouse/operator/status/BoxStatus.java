package io.gatehouse.operator.status;

import java.time.Instant;
import java.util.List;

/**
 * How the box is doing, at one moment.
 *
 * @param openSessions devices that are online or paused
 * @param leases addresses handed out on the guest network
 * @param pool addresses that can be handed out
 * @param poolAlarm true where so many are in use that guests may soon get none
 * @param clock the time of day; means little while {@code clockTrusted} is false
 * @param serviceSeconds how long the box has been in service over all its boots
 * @param warden empty while the warden answers, else what is wrong
 */
public record BoxStatus(
    String box,
    int openSessions,
    int leases,
    int pool,
    boolean poolAlarm,
    Uplink uplink,
    Instant clock,
    boolean clockTrusted,
    long serviceSeconds,
    String warden,
    List<Job> jobs) {

  /** The way to the internet, with a sentence a person can read. */
  public record Uplink(boolean up, String detail) {}

  /**
   * Work that repeats.
   *
   * @param lastRunSecondsAgo -1 = it has not run since the start
   * @param lastResult {@code ok}, or what went wrong
   */
  public record Job(String name, long everySeconds, long lastRunSecondsAgo, String lastResult) {}
}
