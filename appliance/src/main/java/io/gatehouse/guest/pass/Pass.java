package io.gatehouse.guest.pass;

import io.gatehouse.guest.plan.Plan;

/**
 * What was bought: the plan's terms as they were, and what was used of them. All times are service
 * milliseconds; a stored time may lie a little ahead of now after a power cut, as the service clock
 * goes on from its last durable value.
 *
 * @param voucherId empty for a free plan
 * @param startedMillis first use of RUNNING time; -1 = not used yet
 * @param usedMillis BANKED time of presences that are over
 * @param runningSinceMillis when BANKED time began to run; -1 = it rests
 * @param endedBytes bytes of sessions that are over
 * @param forgivenBytes bytes that an operator gave back
 */
public record Pass(
    String id,
    String voucherId,
    Plan plan,
    long startedMillis,
    long usedMillis,
    long runningSinceMillis,
    long endedBytes,
    long forgivenBytes) {

  /** Stands for "never". */
  public static final long NEVER = Long.MAX_VALUE;

  public static Pass fresh(String id, String voucherId, Plan plan) {
    return new Pass(id, voucherId, plan, -1, 0, -1, 0, 0);
  }

  private boolean running() {
    return plan.timing() == Plan.Timing.RUNNING;
  }

  /** Whether its time rests while nobody is in. */
  public boolean banked() {
    return plan.timing() == Plan.Timing.BANKED;
  }

  private long granted() {
    return plan.seconds() == 0 ? NEVER : plan.seconds() * 1_000;
  }

  /** Time used, never more than was granted. */
  public long usedAt(long now) {
    long used;
    if (running()) {
      used = startedMillis < 0 ? 0 : Math.max(now - startedMillis, 0);
    } else {
      used = usedMillis;
      if (runningSinceMillis >= 0) {
        used += Math.max(now - runningSinceMillis, 0);
      }
    }
    return Math.min(used, granted());
  }

  /** Time left; {@link #NEVER} where there is no limit. */
  public long remainingAt(long now) {
    return plan.seconds() == 0 ? NEVER : granted() - usedAt(now);
  }

  /** When time runs out if the devices stay; {@link #NEVER} where it does not. */
  public long endsMillis() {
    if (plan.seconds() == 0) {
      return NEVER;
    }
    if (running()) {
      return startedMillis < 0 ? NEVER : startedMillis + granted();
    }
    return runningSinceMillis < 0 ? NEVER : runningSinceMillis + granted() - usedMillis;
  }

  /** A device comes in: time runs from now, unless it runs already. */
  public Pass entered(long now) {
    if (running()) {
      return startedMillis >= 0 ? this : with(now, usedMillis, -1);
    }
    return runningSinceMillis >= 0 ? this : with(startedMillis, usedMillis, now);
  }

  /** The last device left: banked time rests. */
  public Pass left(long at) {
    return runningSinceMillis < 0 ? this : with(startedMillis, usedAt(at), -1);
  }

  /** Time that ran without being of use is given back; banked time rests by itself. */
  public Pass delayed(long millis) {
    return startedMillis < 0 ? this : with(startedMillis + millis, usedMillis, runningSinceMillis);
  }

  public Pass withEnded(long bytes) {
    return new Pass(
        id,
        voucherId,
        plan,
        startedMillis,
        usedMillis,
        runningSinceMillis,
        endedBytes + bytes,
        forgivenBytes);
  }

  /** Other terms from now on; what was used stays used. */
  public Pass changed(Plan terms, long now, boolean inUse) {
    long used = usedAt(now);
    boolean unused = running() ? startedMillis < 0 : usedMillis == 0 && runningSinceMillis < 0;
    Pass next = new Pass(id, voucherId, terms, -1, 0, -1, endedBytes, forgivenBytes);
    if (unused) {
      return next;
    }
    return terms.timing() == Plan.Timing.RUNNING
        ? next.with(now - used, 0, -1)
        : next.with(-1, used, inUse ? now : -1);
  }

  /** Full time and bytes again. */
  public Pass renewed(long now, long totalBytes, boolean inUse) {
    Pass next = new Pass(id, voucherId, plan, -1, 0, -1, endedBytes, totalBytes);
    return inUse ? next.entered(now) : next;
  }

  private Pass with(long started, long used, long runningSince) {
    return new Pass(id, voucherId, plan, started, used, runningSince, endedBytes, forgivenBytes);
  }
}
