package io.gatehouse.console.session;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.guest.plan.Money;
import io.gatehouse.guest.usage.DayTotal;
import io.gatehouse.guest.usage.UsageCsv;
import io.gatehouse.operator.accounts.Role;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was used and sold, per day and plan. */
public final class UsagePages {
  private static final int DAYS_SHOWN = 31;

  /** After every label that a day can have. */
  private static final String LAST = "~";

  private final Rooms rooms;

  public UsagePages(Rooms rooms) {
    this.rooms = rooms;
  }

  /** The sums of what is shown; money of different currencies is never added up. */
  public record Totals(
      long sessions, long redeemed, long upBytes, long downBytes, List<Money> revenue) {
    static Totals of(List<DayTotal> days) {
      Map<String, Long> revenue = new TreeMap<>();
      days.forEach(day -> revenue.merge(day.currency(), day.revenueMinor(), Long::sum));
      return new Totals(
          days.stream().mapToLong(DayTotal::sessions).sum(),
          days.stream().mapToLong(DayTotal::redeemed).sum(),
          days.stream().mapToLong(DayTotal::upBytes).sum(),
          days.stream().mapToLong(DayTotal::downBytes).sum(),
          revenue.entrySet().stream()
              .filter(sum -> sum.getValue() > 0)
              .map(sum -> new Money(sum.getValue(), sum.getKey()))
              .toList());
    }
  }

  public void on(Pages pages) {
    pages.get("/usage", Role.VIEWER, this::report);
    pages.get("/usage.csv", Role.VIEWER, this::csv);
  }

  private Pages.Outcome report(Visit visit) {
    List<DayTotal> days = days(visit);
    return Pages.page(
        "usage",
        Map.of(
            "days", days,
            "totals", Totals.of(days),
            "from", from(visit),
            "to", day(visit.param("to"))));
  }

  private List<DayTotal> days(Visit visit) {
    String to = day(visit.param("to"));
    return rooms.usage().days(from(visit), to.isEmpty() ? LAST : to);
  }

  /** A month back by default; from the beginning while nobody knows what day it is. */
  private String from(Visit visit) {
    String asked = day(visit.param("from"));
    if (!asked.isEmpty() || !rooms.wall().trusted()) {
      return asked;
    }
    return rooms.wall().now().atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_SHOWN).toString();
  }

  private static String day(String text) {
    return text.matches("\\d{4}-\\d{2}-\\d{2}") ? text : "";
  }

  private Pages.Outcome csv(Visit visit) {
    return new Pages.Outcome.Download(
        "text/csv; charset=utf-8", "usage.csv", UsageCsv.of(days(visit)));
  }
}
