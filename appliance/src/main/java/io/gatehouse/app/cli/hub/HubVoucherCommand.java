package io.gatehouse.app.cli.hub;

import io.gatehouse.app.cli.BoxOptions;
import io.gatehouse.app.cli.Table;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse hub voucher …}. */
@Command(
    name = "voucher",
    description = "Vouchers that all boxes of a site take; made in batches.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gatehouse hub voucher make --plan 7f3a-1 --count 50",
      "  gatehouse hub voucher list",
      "  gatehouse hub voucher redeemed 512",
      "  gatehouse hub voucher revoke 512",
      "  gatehouse hub voucher conflicts"
    })
public final class HubVoucherCommand {

  @Command(
      name = "make",
      description = "Make a batch; its codes are shown now and kept nowhere.",
      defaultValueProvider = HubSocket.class)
  int make(
      @Mixin BoxOptions hub,
      @Option(names = "--plan", required = true, paramLabel = "ID", description = "the plan's id")
          String plan,
      @Option(
              names = "--count",
              defaultValue = "1",
              paramLabel = "N",
              description = "1 to 10,000 (default: ${DEFAULT-VALUE})")
          int count,
      @Option(
              names = "--prefix",
              defaultValue = "",
              paramLabel = "TEXT",
              description = "printed before each code")
          String prefix,
      @Option(
              names = "--note",
              defaultValue = "",
              paramLabel = "TEXT",
              description = "for yourself: who they are for")
          String note,
      @Option(
              names = "--home",
              defaultValue = "",
              paramLabel = "BOX",
              description = "the box that takes them, for a plan that is HOME")
          String home) {
    JsonObject body =
        new JsonObject()
            .put("planId", plan)
            .put("count", count)
            .put("prefix", prefix)
            .put("note", note)
            .put("home", home);
    return hub.ask(api -> hub.show(api.post("/batches", body), HubVoucherCommand::codes));
  }

  private static String codes(JsonObject batch) {
    StringBuilder text = new StringBuilder();
    for (Object code : batch.getJsonArray("codes")) {
      text.append(batch.getString("prefix"));
      text.append(((JsonObject) code).getString("code")).append('\n');
    }
    return text.toString();
  }

  @Command(
      name = "list",
      description = "The newest batches.",
      defaultValueProvider = HubSocket.class)
  int list(@Mixin BoxOptions hub) {
    return hub.ask(api -> hub.show(api.get("/batches"), HubVoucherCommand::batches));
  }

  private static String batches(JsonObject answer) {
    Table table = new Table("NUMBER", "SITE", "PLAN", "SIZE", "REDEEMED", "STATE", "BY", "NOTE");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject batch = (JsonObject) item;
      table.row(
          batch.getInteger("number"),
          batch.getString("site"),
          batch.getString("planId"),
          batch.getInteger("size"),
          batch.getLong("redeemed"),
          batch.getBoolean("revoked") ? "revoked" : "good",
          batch.getString("author"),
          batch.getString("note"));
    }
    return table.toString();
  }

  @Command(
      name = "redeemed",
      description = "Who has let the vouchers of a batch in.",
      defaultValueProvider = HubSocket.class)
  int redeemed(
      @Mixin BoxOptions hub,
      @Parameters(paramLabel = "BATCH", description = "its number, or its id") String batch) {
    return hub.ask(api -> hub.show(api.get(path(batch) + "/redeemed"), HubVoucherCommand::spends));
  }

  @Command(
      name = "revoke",
      description =
          "Take a batch back: each box ends it, and what runs on it, when it hears of it.",
      defaultValueProvider = HubSocket.class)
  int revoke(
      @Mixin BoxOptions hub,
      @Parameters(paramLabel = "BATCH", description = "its number, or its id") String batch) {
    return hub.ask(
        api ->
            hub.show(
                api.post(path(batch) + "/revoke", null),
                done -> "batch " + done.getInteger("number") + " is revoked\n"));
  }

  @Command(
      name = "conflicts",
      description = "Vouchers that were let in twice, or after they were revoked.",
      defaultValueProvider = HubSocket.class)
  int conflicts(@Mixin BoxOptions hub) {
    return hub.ask(api -> hub.show(api.get("/conflicts"), HubVoucherCommand::spends));
  }

  private static String spends(JsonObject answer) {
    Table table = new Table("SITE", "BATCH", "SERIAL", "BOX", "VOUCHER", "DEVICE", "OUTCOME");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject spend = (JsonObject) item;
      table.row(
          spend.getString("site"),
          spend.getInteger("number"),
          spend.getInteger("serial"),
          spend.getString("box"),
          spend.getString("voucher"),
          spend.getString("mac"),
          spend.getString("outcome"));
    }
    return table.toString();
  }

  private static String path(String batch) {
    return "/batches/" + BoxOptions.encoded(batch);
  }
}
