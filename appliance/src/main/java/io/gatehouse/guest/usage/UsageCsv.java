package io.gatehouse.guest.usage;

import io.gatehouse.platform.web.Csv;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

/** The report per day and plan as a file for spreadsheets. */
public final class UsageCsv {
  private UsageCsv() {}

  /** A line of heads and one for each day and plan; amounts in whole units of the currency. */
  public static String of(List<DayTotal> days) {
    Csv csv =
        new Csv()
            .line(
                "day",
                "plan",
                "sessions",
                "redeemed",
                "revenue",
                "currency",
                "seconds",
                "bytes_down",
                "bytes_up");
    for (DayTotal day : days) {
      int digits = Math.max(Currency.getInstance(day.currency()).getDefaultFractionDigits(), 0);
      csv.line(
          day.day(),
          day.planName(),
          day.sessions(),
          day.redeemed(),
          BigDecimal.valueOf(day.revenueMinor(), digits),
          day.currency(),
          day.seconds(),
          day.downBytes(),
          day.upBytes());
    }
    return csv.toString();
  }
}
