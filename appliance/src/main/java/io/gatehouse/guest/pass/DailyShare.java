package io.gatehouse.guest.pass;

import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How much of a plan one device used within the last 24 hours of service. */
public final class DailyShare {
  public static final long WINDOW_MILLIS = 86_400_000;

  /** A share smaller than this is not worth opening the gate for. */
  private static final long LEAST_MILLIS = 60_000;

  private final long limit;
  private final List<Stretch> stretches;

  private DailyShare(long limitMillis, List<Stretch> stretches) {
    this.limit = limitMillis;
    this.stretches = stretches;
    stretches.sort(Comparator.comparingLong(Stretch::from));
  }

  private record Stretch(long from, long to) {
    long within(long from, long to) {
      return Math.max(Math.min(this.to, to) - Math.max(this.from, from), 0);
    }
  }

  /**
   * The device's share of a plan with a daily limit.
   *
   * @param openSince when its open session began, or -1
   */
  public static DailyShare of(Tx tx, Mac mac, Pass pass, long openSince, long now) {
    List<Stretch> stretches =
        new ArrayList<>(
            tx.list(
                "SELECT from_ms, to_ms FROM daily_presence"
                    + " WHERE mac = ? AND plan_id = ? AND to_ms > ?",
                row -> new Stretch(row.getLong(1), row.getLong(2)),
                mac.toString(),
                pass.plan().id(),
                now - WINDOW_MILLIS));
    if (openSince >= 0) {
      stretches.add(new Stretch(openSince, now));
    }
    return new DailyShare(pass.plan().dailySeconds() * 1_000, stretches);
  }

  /** Remembers a stretch that is over. */
  public static void record(Tx tx, Mac mac, Pass pass, long from, long to) {
    if (pass.plan().dailySeconds() > 0 && to > from) {
      tx.update(
          "INSERT INTO daily_presence (mac, plan_id, from_ms, to_ms) VALUES (?, ?, ?, ?)",
          mac.toString(),
          pass.plan().id(),
          from,
          to);
    }
  }

  /** A device that changed its address keeps what it has used. */
  public static void carry(Tx tx, Mac from, Mac to, Pass pass) {
    tx.update(
        "UPDATE daily_presence SET mac = ? WHERE mac = ? AND plan_id = ?",
        to.toString(),
        from.toString(),
        pass.plan().id());
  }

  public static int forgetBefore(Tx tx, long millis) {
    return tx.update("DELETE FROM daily_presence WHERE to_ms < ?", millis);
  }

  private long usedWithin(long from, long to) {
    return stretches.stream().mapToLong(s -> s.within(from, to)).sum();
  }

  /** What is left now. */
  public long left(long now) {
    return Math.max(limit - usedWithin(now - WINDOW_MILLIS, now), 0);
  }

  /** How long until there is a share worth coming back for; 0 = now. */
  public long millisUntilFree(long now) {
    long need = Math.min(limit, LEAST_MILLIS);
    long excess = need - left(now);
    if (excess <= 0) {
      return 0;
    }
    // The window's start moves over the oldest stretches and frees what it passes.
    long start = now - WINDOW_MILLIS;
    for (Stretch stretch : stretches) {
      long from = Math.max(stretch.from, start);
      long length = stretch.to - from;
      if (length >= excess) {
        return from + excess - start;
      }
      excess -= Math.max(length, 0);
    }
    return WINDOW_MILLIS;
  }
}
