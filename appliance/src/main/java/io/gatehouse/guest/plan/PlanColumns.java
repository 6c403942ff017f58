package io.gatehouse.guest.plan;

import io.gatehouse.network.shaping.Rate;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A plan's terms as columns; the tables of plans and of passes have the same ones. */
public final class PlanColumns {
  public static final String NAMES =
      "name, price_minor, currency, seconds, timing, quota_bytes, down_kbps, up_kbps, burst_kb,"
          + " devices, valid_days, daily_seconds, after_quota, slow_down_kbps, slow_up_kbps,"
          + " slow_burst_kb, active";

  /** For an INSERT: as many placeholders as {@link #NAMES} has columns. */
  public static final String MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

  /** For an UPDATE. */
  public static final String SETS =
      "name = ?, price_minor = ?, currency = ?, seconds = ?, timing = ?, quota_bytes = ?,"
          + " down_kbps = ?, up_kbps = ?, burst_kb = ?, devices = ?, valid_days = ?,"
          + " daily_seconds = ?, after_quota = ?, slow_down_kbps = ?, slow_up_kbps = ?,"
          + " slow_burst_kb = ?, active = ?";

  /** How many columns {@link #NAMES} has. */
  public static final int COUNT = 17;

  private PlanColumns() {}

  /**
   * Reads a plan whose id stands in the column {@code at} (from 1), right before {@link #NAMES}. By
   * place, as the driver looks for a name among all columns each time.
   */
  public static Plan read(ResultSet row, int at) throws SQLException {
    return new Plan(
        row.getString(at),
        row.getString(at + 1),
        new Money(row.getLong(at + 2), row.getString(at + 3)),
        row.getLong(at + 4),
        Plan.Timing.valueOf(row.getString(at + 5)),
        row.getLong(at + 6),
        new Rate(row.getInt(at + 7), row.getInt(at + 8), row.getInt(at + 9)),
        row.getInt(at + 10),
        row.getInt(at + 11),
        row.getLong(at + 12),
        Plan.AfterQuota.valueOf(row.getString(at + 13)),
        new Rate(row.getInt(at + 14), row.getInt(at + 15), row.getInt(at + 16)),
        row.getInt(at + 17) != 0);
  }

  /** The values for {@link #NAMES}, after those in {@code before} and ahead of {@code after}. */
  public static Object[] values(Object[] before, Plan plan, Object... after) {
    Object[] terms = {
      plan.name(),
      plan.price().minor(),
      plan.price().currency(),
      plan.seconds(),
      plan.timing(),
      plan.quotaBytes(),
      plan.rate().downKbps(),
      plan.rate().upKbps(),
      plan.rate().burstKb(),
      plan.devices(),
      plan.validDays(),
      plan.dailySeconds(),
      plan.afterQuota(),
      plan.slow().downKbps(),
      plan.slow().upKbps(),
      plan.slow().burstKb(),
      plan.active()
    };
    Object[] all = new Object[before.length + terms.length + after.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(terms, 0, all, before.length, terms.length);
    System.arraycopy(after, 0, all, before.length + terms.length, after.length);
    return all;
  }
}
