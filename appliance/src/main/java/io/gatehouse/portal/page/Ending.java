package io.gatehouse.portal.page;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.SessionView;

/**
 * When a guest is warned that the time or the data of a plan is about to end, and when the page has
 * to be looked at again for that.
 *
 * @param warnSeconds how long before the end of time the page warns
 */
public record Ending(long warnSeconds) {
  /** The last tenth of the data, but no less than a few pages' worth. */
  private static final int TENTH = 10;

  private static final long FEW_PAGES = 20_000_000;

  /** A page that shows amounts is fetched anew after this many seconds at most. */
  private static final long LONGEST_REFRESH = 300;

  /** Data can end sooner than it was reckoned, but who listens to a page must reach its end. */
  private static final long SHORTEST_FOR_DATA = 60;

  private static final long BYTES_PER_SECOND_OF_A_KBIT = 125;

  boolean ofTime(SessionView session) {
    return session.remainingSeconds() >= 0 && session.remainingSeconds() <= warnSeconds;
  }

  boolean ofData(SessionView session) {
    return session.remainingBytes() >= 0
        && !session.slowed()
        && session.remainingBytes() <= warnBytes(session.plan());
  }

  /** Small plans warn at the half, so that none begins with a warning. */
  static long warnBytes(Plan plan) {
    return Math.max(plan.quotaBytes() / TENTH, Math.min(FEW_PAGES, plan.quotaBytes() / 2));
  }

  /**
   * Seconds until the page changes by itself: at a warning and at the end. A refresh each few
   * seconds would throw people who listen to the page back to its beginning.
   */
  public long refresh(SessionView session) {
    return Math.min(forTime(session.remainingSeconds()), forData(session));
  }

  private long forTime(long left) {
    if (left < 0) {
      return LONGEST_REFRESH;
    }
    long next = left > warnSeconds ? left - warnSeconds : left;
    return Math.clamp(next + 2, 5, LONGEST_REFRESH);
  }

  /** As soon as the plan's full speed could bring the warning or the end. */
  private static long forData(SessionView session) {
    if (session.remainingBytes() < 0 || session.slowed()) {
      return LONGEST_REFRESH;
    }
    int kbps = session.plan().rate().downKbps();
    long warn = warnBytes(session.plan());
    long left = session.remainingBytes();
    long next = left > warn ? left - warn : left;
    return kbps == 0
        ? SHORTEST_FOR_DATA
        : Math.clamp(
            next / (kbps * BYTES_PER_SECOND_OF_A_KBIT), SHORTEST_FOR_DATA, LONGEST_REFRESH);
  }
}
