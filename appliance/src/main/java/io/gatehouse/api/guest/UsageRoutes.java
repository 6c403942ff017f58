package io.gatehouse.api.guest;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.guest.usage.DayTotal;
import io.gatehouse.guest.usage.UsageCsv;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.operator.accounts.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** What was used and sold per day and plan, as JSON and as CSV. */
public final class UsageRoutes {
  /** After every label that a day can have. */
  private static final String LAST = "~";

  private final UsageLedger usage;

  public UsageRoutes(UsageLedger usage) {
    this.usage = usage;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/usage", Role.VIEWER, call -> Answer.ok(json(days(call))));
    endpoints.get("/usage.csv", Role.VIEWER, call -> Answer.csv(UsageCsv.of(days(call))));
  }

  private List<DayTotal> days(Call call) {
    String to = day(call, "to");
    return usage.days(day(call, "from"), to.isEmpty() ? LAST : to);
  }

  private static String day(Call call, String name) {
    String text = call.param(name);
    if (!text.isEmpty() && !text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      throw ApiProblem.invalid(Map.of(name, "must be a day such as 2026-11-20"));
    }
    return text;
  }

  private static JsonObject json(List<DayTotal> days) {
    JsonArray items = new JsonArray();
    for (DayTotal day : days) {
      items.add(
          new JsonObject()
              .put("day", day.day())
              .put("planId", day.planId())
              .put("planName", day.planName())
              .put("sessions", day.sessions())
              .put("redeemed", day.redeemed())
              .put(
                  "revenue",
                  new JsonObject().put("minor", day.revenueMinor()).put("currency", day.currency()))
              .put("seconds", day.seconds())
              .put("upBytes", day.upBytes())
              .put("downBytes", day.downBytes()));
    }
    return new JsonObject().put("items", items);
  }
}
