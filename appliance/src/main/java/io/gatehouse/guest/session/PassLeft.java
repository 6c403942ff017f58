package io.gatehouse.guest.session;

import io.gatehouse.guest.pass.Pass;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.SessionView;
import java.util.List;

/**
 * What is left of something bought.
 *
 * @param seconds -1 = no limit
 * @param bytes -1 = no limit
 * @param devicesIn how many devices are in now, of how many that may be
 */
public record PassLeft(long seconds, long bytes, int devicesIn, int devices, boolean stops) {

  static PassLeft of(Pass pass, long used, List<SessionView> sessions, long now) {
    long millis = pass.remainingAt(now);
    long quota = pass.plan().quotaBytes();
    return new PassLeft(
        millis == Pass.NEVER ? -1 : (millis + 999) / 1_000,
        quota == 0 ? -1 : Math.max(quota - used, 0),
        (int) sessions.stream().filter(one -> one.state() == SessionView.State.OPEN).count(),
        pass.plan().devices(),
        pass.plan().afterQuota() == Plan.AfterQuota.STOP);
  }

  /** Whether somebody could go on with it. */
  public boolean usable() {
    return seconds != 0 && !(stops && bytes == 0);
  }
}
