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
 * @param alarms what is wrong with daemons and their files, a sentence each
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
    List<String> alarms,
    List<Job> jobs) {

  /** The way to the internet, with a sentence a person can read. */
  public record Uplink(boolean up, String detail) {}

  /**
   * Work that repeats.
   *
   * @param when its period or time of day, in words
   * @param lastStartSecondsAgo -1 = it has not run since the program's start
   * @param lastResult {@code ok}, what went wrong, or empty before the first run ends
   */
  public record Job(
      String name,
      String when,
      long runs,
      long failures,
      long lastStartSecondsAgo,
      String lastResult) {

    public boolean wentWrong() {
      return !lastResult.isEmpty() && !lastResult.equals("ok");
    }
  }
}
