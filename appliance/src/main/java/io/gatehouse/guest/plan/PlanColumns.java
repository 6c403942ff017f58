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

  private PlanColumns() {}

  /** Reads a plan by column name; its id stands in {@code idColumn}. */
  public static Plan read(ResultSet row, String idColumn) throws SQLException {
    return new Plan(
        row.getString(idColumn),
        row.getString("name"),
        new Money(row.getLong("price_minor"), row.getString("currency")),
        row.getLong("seconds"),
        Plan.Timing.valueOf(row.getString("timing")),
        row.getLong("quota_bytes"),
        new Rate(row.getInt("down_kbps"), row.getInt("up_kbps"), row.getInt("burst_kb")),
        row.getInt("devices"),
        row.getInt("valid_days"),
        row.getLong("daily_seconds"),
        Plan.AfterQuota.valueOf(row.getString("after_quota")),
        new Rate(
            row.getInt("slow_down_kbps"), row.getInt("slow_up_kbps"), row.getInt("slow_burst_kb")),
        row.getInt("active") != 0);
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
