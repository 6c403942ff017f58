package io.gatehouse.app.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse status}. */
@Command(
    name = "status",
    description = "How the box is doing, at a glance.",
    footer = {"", "Examples:", "  gatehouse status", "  gatehouse status --json"})
public final class StatusCommand implements Callable<Integer> {
  @Mixin private BoxOptions box;

  @Override
  public Integer call() {
    return box.ask(api -> box.show(api.get("/status"), StatusCommand::text));
  }

  private static String text(JsonObject status) {
    JsonObject uplink = status.getJsonObject("uplink");
    JsonObject warden = status.getJsonObject("warden");
    Table table = new Table("WHAT", "NOW");
    table.row("box", status.getString("box"));
    table.row("in service", Amounts.time(status.getLong("serviceSeconds"), ""));
    table.row("open sessions", status.getInteger("openSessions"));
    table.row(
        "addresses",
        status.getInteger("leases")
            + " of "
            + status.getInteger("pool")
            + (status.getBoolean("poolAlarm") ? " (nearly all taken)" : ""));
    table.row(
        "internet", (uplink.getBoolean("up") ? "up: " : "DOWN: ") + uplink.getString("detail"));
    table.row("warden", (warden.getBoolean("up") ? "" : "DOWN: ") + warden.getString("detail"));
    table.row(
        "clock",
        status.getString("clock") + (status.getBoolean("clockTrusted") ? "" : " (not trusted)"));
    status.getJsonArray("alarms").forEach(alarm -> table.row("ALARM", alarm));
    for (Object item : status.getJsonArray("jobs")) {
      JsonObject job = (JsonObject) item;
      long ago = job.getLong("lastStartSecondsAgo");
      table.row(
          "job " + job.getString("name"),
          ago < 0
              ? "has not run yet"
              : job.getString("lastResult") + ", " + Amounts.time(ago, "") + " ago");
    }
    return table.toString();
  }
}
