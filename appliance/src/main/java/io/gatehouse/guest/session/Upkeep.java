package io.gatehouse.guest.session;

import io.gatehouse.guest.pass.DailyShare;
import io.gatehouse.guest.presence.Counting;
import io.gatehouse.guest.presence.GateShadow;
import io.gatehouse.guest.presence.LiveSessions;
import io.gatehouse.guest.presence.SessionRules;
import io.gatehouse.guest.presence.SessionTable;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.StoreException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes on by itself: endings, renewals, counting, and keeping the gate right. */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long DAY_MILLIS = 86_400_000;
  private static final long RENEW_EVERY_MILLIS = 30_000;

  private final Store store;
  private final ServiceClock clock;
  private final LiveSessions live;
  private final GateShadow gate;
  private final Decisions decisions;
  private final Counting counting;
  private volatile long renewedAt;

  Upkeep(
      Store store,
      ServiceClock clock,
      LiveSessions live,
      GateShadow gate,
      Decisions decisions,
      Counting counting) {
    this.store = store;
    this.clock = clock;
    this.live = live;
    this.gate = gate;
    this.decisions = decisions;
    this.counting = counting;
  }

  void tick(SessionRules rules) {
    // A mirror that cannot be read again is still good for stopping devices at the gate.
    decisions.trustMirror();
    long now = clock.millis();
    List<LiveSessions.Due> due = live.due(now, rules);
    if (!due.isEmpty()) {
      endAll(due, now);
    }
    if (now - renewedAt >= RENEW_EVERY_MILLIS) {
      renewedAt = now;
      gate.renewEarly(now);
    }
  }

  private void endAll(List<LiveSessions.Due> due, long now) {
    List<Ipv4> addresses = live.addresses(due);
    try {
      decisions.decide(
          turn -> {
            due.forEach(one -> PassCare.end(turn, one));
            return null;
          });
    } catch (StoreException e) {
      LOG.error("{} sessions are over but not yet recorded: {}", due.size(), e.getMessage());
      gate.settle(addresses, now);
    }
  }

  void sample(SessionRules rules) {
    try {
      gate.count(clock.millis());
    } finally {
      // A gate that is away is the job's failure, and no reason to lose what was counted before.
      counting.keepIfDue(rules);
    }
  }

  void statistics() {
    try {
      gate.count(clock.millis());
    } finally {
      counting.keep(true);
    }
  }

  void keep() {
    counting.keep(false);
  }

  int reconcile() {
    decisions.trustMirror();
    return gate.reconcile(() -> store.read(SessionTable::openIds), clock.millis());
  }

  int cleanUp(int keepDays) {
    long now = clock.millis();
    long before = now - keepDays * DAY_MILLIS;
    return decisions.decide(
        turn ->
            SessionTable.forgetBefore(turn.tx(), before)
                + turn.usage().forgetBefore(turn.tx(), before)
                + DailyShare.forgetBefore(turn.tx(), now - 2 * DailyShare.WINDOW_MILLIS));
  }
}
