package io.gatehouse.app.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse voucher …}. */
@Command(
    name = "voucher",
    description = "Make, list and take back vouchers.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gatehouse plan list                                  which plans there are",
      "  gatehouse voucher mint --plan 7f3a-1 --count 50      make 50 codes, shown only now",
      "  gatehouse voucher list --state USED                  what has been redeemed",
      "  gatehouse voucher revoke 7f3a-20                     take one back, its guest is out"
    })
public final class VoucherCommand {

  @Command(
      name = "mint",
      description = "Make vouchers. The codes are shown now and never again.",
      footer = {
        "",
        "Examples:",
        "  gatehouse voucher mint --plan 7f3a-1",
        "  gatehouse voucher mint --plan 7f3a-1 --count 200 --prefix POOL --note 'pool bar' --json"
      })
  int mint(
      @Mixin BoxOptions box,
      @Option(names = "--plan", required = true, paramLabel = "ID", description = "the plan's id")
          String plan,
      @Option(
              names = "--count",
              defaultValue = "1",
              paramLabel = "N",
              description = "how many, 1 to 10000 (default: 1)")
          int count,
      @Option(
              names = "--prefix",
              defaultValue = "",
              paramLabel = "TEXT",
              description = "printed before each code, no part of it")
          String prefix,
      @Option(
              names = "--note",
              defaultValue = "",
              paramLabel = "TEXT",
              description = "a note to find the batch by")
          String note) {
    JsonObject body =
        new JsonObject()
            .put("planId", plan)
            .put("count", count)
            .put("prefix", prefix)
            .put("note", note);
    return box.ask(api -> box.show(api.post("/vouchers", body), VoucherCommand::codes));
  }

  private static String codes(JsonObject minted) {
    StringBuilder text = new StringBuilder();
    for (Object item : minted.getJsonArray("codes")) {
      text.append(((JsonObject) item).getString("code")).append('\n');
    }
    return text.toString();
  }

  @Command(
      name = "list",
      description = "List vouchers. A code is known by its last four symbols only.",
      footer = {
        "",
        "Examples:",
        "  gatehouse voucher list --state AVAILABLE --max 20",
        "  gatehouse voucher list --batch 7f3a-12 --json"
      })
  int list(
      @Mixin BoxOptions box,
      @Option(names = "--batch", defaultValue = "", paramLabel = "ID", description = "of a batch")
          String batch,
      @Option(
              names = "--state",
              defaultValue = "",
              paramLabel = "STATE",
              description = "AVAILABLE, USED, EXPIRED or REVOKED")
          String state,
      @Option(
              names = "--max",
              defaultValue = "100",
              paramLabel = "N",
              description = "at most so many (default: 100)")
          int max) {
    String path =
        "/vouchers?batch=" + BoxOptions.encoded(batch) + "&state=" + BoxOptions.encoded(state);
    return box.ask(
        api ->
            box.show(
                new JsonObject().put("items", BoxOptions.pages(api, path, max)),
                VoucherCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table = new Table("ID", "BATCH", "PLAN", "STATE", "CODE", "DEVICE");
    JsonArray items = answer.getJsonArray("items");
    for (Object item : items) {
      JsonObject one = (JsonObject) item;
      table.row(
          one.getString("id"),
          one.getString("batchId"),
          one.getString("planId"),
          one.getString("state"),
          "…" + one.getString("hint"),
          one.getString("mac"));
    }
    return table.toString();
  }

  @Command(
      name = "revoke",
      description = "Take vouchers back; whoever is online with one is out at once.",
      footer = {
        "",
        "Examples:",
        "  gatehouse voucher revoke 7f3a-20 7f3a-21",
        "  gatehouse voucher revoke --batch 7f3a-12"
      })
  int revoke(@Mixin BoxOptions box, @ArgGroup(multiplicity = "1") Revoked what) {
    if (what.ids != null) {
      return each(box, what.ids, "revoke");
    }
    String path = "/batches/" + BoxOptions.encoded(what.batch) + "/revoke";
    return box.ask(
        api ->
            box.show(
                api.post(path, null), done -> done.getInteger("revoked") + " vouchers revoked\n"));
  }

  /** What to revoke: single ones or a whole batch. */
  static final class Revoked {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "voucher ids")
    private List<String> ids;

    @Option(names = "--batch", paramLabel = "ID", description = "every voucher of a batch")
    private String batch;
  }

  @Command(
      name = "reset",
      description = "Unbind a voucher from its devices, or give it its full time and bytes again.",
      footer = {
        "",
        "Examples:",
        "  gatehouse voucher reset 7f3a-20 --devices     the guest has a new phone",
        "  gatehouse voucher reset 7f3a-20 --usage       start it over"
      })
  int reset(
      @Mixin BoxOptions box,
      @Parameters(arity = "1..*", paramLabel = "ID", description = "voucher ids") List<String> ids,
      @ArgGroup(multiplicity = "1") Reset what) {
    return each(box, ids, what.devices ? "reset-devices" : "reset-usage");
  }

  /** What to reset: one of the two. */
  static final class Reset {
    @Option(names = "--devices", description = "unbind its devices")
    private boolean devices;

    @Option(names = "--usage", description = "full time and bytes again")
    @SuppressWarnings("UnusedVariable") // given where --devices is not
    private boolean usage;
  }

  private static int each(BoxOptions box, List<String> ids, String action) {
    return box.ask(
        api -> {
          JsonArray done = new JsonArray();
          for (String id : ids) {
            done.add(api.post("/vouchers/" + BoxOptions.encoded(id) + "/" + action, null));
          }
          return box.show(new JsonObject().put("items", done), VoucherCommand::table);
        });
  }
}
