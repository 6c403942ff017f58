package io.gatehouse.app.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse session …}. */
@Command(
    name = "session",
    description = "Who is online; end one, or put one on another plan.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gatehouse session list",
      "  gatehouse session end 7f3a-31",
      "  gatehouse session plan 7f3a-31 7f3a-2"
    })
public final class SessionCommand {

  @Command(name = "list", description = "Open and paused sessions.")
  int list(
      @Mixin BoxOptions box,
      @Option(
              names = "--max",
              defaultValue = "100",
              paramLabel = "N",
              description = "at most so many (default: 100)")
          int max) {
    return box.ask(
        api ->
            box.show(
                new JsonObject().put("items", BoxOptions.pages(api, "/sessions", max)),
                SessionCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table =
        new Table("ID", "STATE", "PLAN", "IP", "MAC", "NAME", "LEFT", "BYTES LEFT", "UP", "DOWN");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject one = (JsonObject) item;
      table.row(
          one.getString("id"),
          one.getString("state"),
          one.getString("planName"),
          one.getString("ip"),
          one.getString("mac"),
          one.getString("hostname"),
          Amounts.time(one.getLong("remainingSeconds"), ""),
          Amounts.size(one.getLong("remainingBytes"), ""),
          Amounts.size(one.getLong("upBytes"), ""),
          Amounts.size(one.getLong("downBytes"), ""));
    }
    return table.toString();
  }

  @Command(name = "end", description = "End sessions; what is left on a voucher stays there.")
  int end(
      @Mixin BoxOptions box,
      @Parameters(arity = "1..*", paramLabel = "ID", description = "session ids")
          List<String> ids) {
    return box.ask(
        api -> {
          JsonArray done = new JsonArray();
          for (String id : ids) {
            done.add(api.post("/sessions/" + BoxOptions.encoded(id) + "/end", null));
          }
          return box.show(new JsonObject().put("items", done), all -> done.size() + " ended\n");
        });
  }

  @Command(name = "plan", description = "Put a session on another plan, at once.")
  int plan(
      @Mixin BoxOptions box,
      @Parameters(index = "0", paramLabel = "SESSION", description = "the session's id") String id,
      @Parameters(index = "1", paramLabel = "PLAN", description = "the plan's id") String plan) {
    return box.ask(
        api ->
            box.show(
                api.post(
                    "/sessions/" + BoxOptions.encoded(id) + "/plan",
                    new JsonObject().put("planId", plan)),
                done -> done.getString("id") + " is on plan " + done.getString("planId") + "\n"));
  }
}
