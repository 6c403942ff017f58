package io.gatehouse.app.cli.hub;

import io.gatehouse.app.cli.BoxOptions;
import io.gatehouse.app.cli.PlanCommand.PlanFields;
import io.gatehouse.app.cli.Table;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse hub plan …}. */
@Command(
    name = "plan",
    description = "Plans that all boxes of a site sell.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gatehouse hub plan save --name '1 Hour' --price 500 --currency TZS --time 60m",
      "  gatehouse hub plan save --name Staff --time 24h --apart HOME",
      "  gatehouse hub plan list"
    })
public final class HubPlanCommand {
  @Spec private CommandSpec spec;

  @Command(name = "list", description = "All plans.", defaultValueProvider = HubSocket.class)
  int list(@Mixin BoxOptions hub) {
    return hub.ask(api -> hub.show(api.get("/plans"), HubPlanCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table = new Table("ID", "SITE", "NAME", "PRICE", "APART", "ACTIVE");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject plan = (JsonObject) item;
      table.row(
          plan.getString("id"),
          plan.getString("site"),
          plan.getString("name"),
          plan.getJsonObject("price").getString("text"),
          plan.getString("apart"),
          plan.getBoolean("active") ? "yes" : "no");
    }
    return table.toString();
  }

  @Command(
      name = "save",
      description = "Make a plan, or change the given fields of one (--id).",
      defaultValueProvider = HubSocket.class)
  int save(
      @Mixin BoxOptions hub,
      @Mixin PlanFields fields,
      @Option(
              names = "--site",
              paramLabel = "SITE",
              description = "whose boxes sell it; for a new one (default: default)")
          String site,
      @Option(
              names = "--apart",
              paramLabel = "WHAT",
              description = {
                "what holds for a voucher that two boxes let in while they were apart:",
                "SITE: who told the hub first has it; REPORT: both do, and the hub says so;",
                "HOME: its vouchers are made for one box (default: SITE)"
              })
          String apart,
      @Option(names = "--id", paramLabel = "ID", description = "the plan to change") String id) {
    JsonObject body = fields.json(spec.commandLine());
    if (site != null) {
      body.put("site", site);
    }
    if (apart != null) {
      body.put("apart", apart);
    }
    return hub.ask(
        api ->
            hub.show(
                id == null
                    ? api.post("/plans", body)
                    : api.ask(HttpMethod.PATCH, "/plans/" + BoxOptions.encoded(id), body),
                plan -> plan.getString("id") + "\n"));
  }
}
