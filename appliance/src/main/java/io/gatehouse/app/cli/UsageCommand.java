package io.gatehouse.app.cli;

import io.gatehouse.guest.plan.Money;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse usage}. */
@Command(
    name = "usage",
    description = "What was used and sold, per day and plan.",
    footer = {
      "",
      "Examples:",
      "  gatehouse usage --from 2026-11-01 --to 2026-11-30",
      "  gatehouse usage --csv > november.csv"
    })
public final class UsageCommand implements Callable<Integer> {
  @Mixin private BoxOptions box;

  @Option(
      names = "--from",
      defaultValue = "",
      paramLabel = "DAY",
      description = "first day, such as 2026-11-01")
  private String from;

  @Option(names = "--to", defaultValue = "", paramLabel = "DAY", description = "last day")
  private String to;

  @Option(names = "--csv", description = "as a file for spreadsheets")
  private boolean csv;

  @Override
  public Integer call() {
    String range = "?from=" + BoxOptions.encoded(from) + "&to=" + BoxOptions.encoded(to);
    if (csv) {
      return box.ask(
          api -> {
            box.out().print(api.text(HttpMethod.GET, "/usage.csv" + range, null));
            return 0;
          });
    }
    return box.ask(api -> box.show(api.get("/usage" + range), UsageCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table = new Table("DAY", "PLAN", "SESSIONS", "REDEEMED", "REVENUE", "DOWN", "UP");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject day = (JsonObject) item;
      JsonObject revenue = day.getJsonObject("revenue");
      table.row(
          day.getString("day"),
          day.getString("planName"),
          day.getLong("sessions"),
          day.getLong("redeemed"),
          new Money(revenue.getLong("minor"), revenue.getString("currency")),
          Amounts.size(day.getLong("downBytes"), ""),
          Amounts.size(day.getLong("upBytes"), ""));
    }
    return table.toString();
  }
}
