package io.gatehouse.app.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse journal}. */
@Command(
    name = "journal",
    description = "What happened on the box, newest first.",
    footer = {
      "",
      "Examples:",
      "  gatehouse journal --max 20",
      "  gatehouse journal --before 4711 --json"
    })
public final class JournalCommand implements Callable<Integer> {
  @Mixin private BoxOptions box;

  @Option(
      names = "--max",
      defaultValue = "50",
      paramLabel = "N",
      description = "at most so many, up to 1000 (default: 50)")
  private int max;

  @Option(names = "--before", paramLabel = "SEQ", description = "only what is older than this")
  private Long before;

  @Override
  public Integer call() {
    String path = "/journal?max=" + max + (before == null ? "" : "&before=" + before);
    return box.ask(api -> box.show(api.get(path), JournalCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table = new Table("SEQ", "TIME", "WHAT", "DETAILS");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject entry = (JsonObject) item;
      table.row(
          entry.getLong("seq"),
          entry.getString("wall") + (entry.getBoolean("clockTrusted") ? "" : " ?"),
          entry.getString("kind"),
          entry.getJsonObject("fact").encode());
    }
    return table.toString();
  }
}
