package io.gatehouse.app.cli;

import io.gatehouse.guest.plan.Money;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse plan …}. */
@Command(
    name = "plan",
    description = "List, show and save plans: what guests can have.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gatehouse plan list",
      "  gatehouse plan save --name '1 Hour' --price 500 --currency TZS --time 60m --down 5000",
      "  gatehouse plan save --id 7f3a-1 --no-active"
    })
public final class PlanCommand {
  @Spec private CommandSpec spec;

  @Command(name = "list", description = "All plans.")
  int list(@Mixin BoxOptions box) {
    return box.ask(api -> box.show(api.get("/plans"), PlanCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table =
        new Table("ID", "NAME", "PRICE", "TIME", "BYTES", "DOWN/UP kbit/s", "DEVICES", "ACTIVE");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject plan = (JsonObject) item;
      JsonObject rate = plan.getJsonObject("rate");
      table.row(
          plan.getString("id"),
          plan.getString("name"),
          plan.getJsonObject("price").getString("text"),
          Amounts.time(plan.getLong("seconds"), "no limit"),
          Amounts.size(plan.getLong("quotaBytes"), "no limit"),
          rate.getInteger("downKbps") + "/" + rate.getInteger("upKbps"),
          plan.getInteger("devices"),
          plan.getBoolean("active") ? "yes" : "no");
    }
    return table.toString();
  }

  @Command(name = "show", description = "One plan with all its fields.")
  int show(
      @Mixin BoxOptions box,
      @Parameters(paramLabel = "ID", description = "the plan's id") String id) {
    return box.ask(
        api ->
            box.show(
                api.get("/plans/" + BoxOptions.encoded(id)), plan -> plan.encodePrettily() + "\n"));
  }

  /** The fields of a plan as options; what is not given stays as it is. */
  public static final class PlanFields {
    @Option(names = "--name", paramLabel = "TEXT", description = "what guests read")
    private String name;

    @Option(
        names = "--price",
        paramLabel = "AMOUNT",
        description = "such as 500 or 2.50; 0 = free (needs --currency)")
    private String price;

    @Option(names = "--currency", paramLabel = "CODE", description = "ISO 4217, such as TZS")
    private String currency;

    @Option(names = "--time", paramLabel = "TIME", description = "60m, 24h, 30d; 0 = no limit")
    private String time;

    @Option(
        names = "--timing",
        paramLabel = "KIND",
        description = "RUNNING: from first use to the end; BANKED: only while online")
    private String timing;

    @Option(names = "--quota", paramLabel = "SIZE", description = "500M, 2G; 0 = no limit")
    private String quota;

    @Option(
        names = "--down",
        paramLabel = "KBPS",
        description = "kbit/s to the guest; 0 = no limit")
    private Integer down;

    @Option(names = "--up", paramLabel = "KBPS", description = "kbit/s from the guest")
    private Integer up;

    @Option(names = "--burst", paramLabel = "KB", description = "kilobytes that may pass at once")
    private Integer burst;

    @Option(names = "--devices", paramLabel = "N", description = "how many devices at once")
    private Integer devices;

    @Option(
        names = "--valid",
        paramLabel = "DAYS",
        description = "days in which it can be redeemed")
    private Integer validDays;

    @Option(
        names = "--daily",
        paramLabel = "TIME",
        description = "per device and day; 0 = no limit")
    private String daily;

    @Option(names = "--after-quota", paramLabel = "WHAT", description = "STOP or SLOW")
    private String afterQuota;

    @Option(
        names = "--slow-down",
        paramLabel = "KBPS",
        description = "after the quota, where it goes on slowly: kbit/s to the guest")
    private Integer slowDown;

    @Option(names = "--slow-up", paramLabel = "KBPS", description = "and from the guest")
    private Integer slowUp;

    @Option(names = "--active", negatable = true, description = "offer it, or not (--no-active)")
    private Boolean active;

    /** A body for the API. */
    public JsonObject json(CommandLine command) {
      JsonObject rate = new JsonObject();
      put(rate, "downKbps", down);
      put(rate, "upKbps", up);
      put(rate, "burstKb", burst);
      JsonObject body = new JsonObject();
      put(body, "name", name);
      put(body, "seconds", time == null ? null : Amounts.seconds(time));
      put(body, "timing", timing);
      put(body, "quotaBytes", quota == null ? null : Amounts.bytes(quota));
      put(body, "rate", rate.isEmpty() ? null : rate);
      put(body, "devices", devices);
      put(body, "validDays", validDays);
      put(body, "dailySeconds", daily == null ? null : Amounts.seconds(daily));
      put(body, "afterQuota", afterQuota);
      JsonObject slow = new JsonObject();
      put(slow, "downKbps", slowDown);
      put(slow, "upKbps", slowUp);
      put(body, "slow", slow.isEmpty() ? null : slow);
      put(body, "active", active);
      if (price != null) {
        Money money =
            Money.parse(price, currency == null ? "" : currency)
                .orElseThrow(
                    () ->
                        new CommandLine.ParameterException(
                            command, "--price needs an amount and --currency a known code"));
        body.put(
            "price",
            new JsonObject().put("minor", money.minor()).put("currency", money.currency()));
      }
      return body;
    }

    private static void put(JsonObject body, String name, Object value) {
      if (value != null) {
        body.put(name, value);
      }
    }
  }

  @Command(
      name = "save",
      description = "Make a plan, or change the given fields of one (--id).",
      footer = {
        "",
        "Examples:",
        "  gatehouse plan save --name Daily --price 1000 --currency TZS --time 24h --devices 2",
        "  gatehouse plan save --id 7f3a-1 --down 10000 --up 2000"
      })
  int save(
      @Mixin BoxOptions box,
      @Mixin PlanFields fields,
      @Option(names = "--id", paramLabel = "ID", description = "the plan to change") String id) {
    JsonObject body = fields.json(spec.commandLine());
    return box.ask(
        api ->
            box.show(
                id == null
                    ? api.post("/plans", body)
                    : api.ask(HttpMethod.PATCH, "/plans/" + BoxOptions.encoded(id), body),
                plan -> plan.getString("id") + "\n"));
  }
}
