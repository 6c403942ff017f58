package io.gatehouse.app.cli.hub;

import io.gatehouse.app.cli.BoxOptions;
import io.gatehouse.app.cli.Table;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse link}. */
@Command(
    name = "link",
    description = "This box's tie to its hub: how it is, what waits, when it was last heard.",
    footer = {"", "Examples:", "  gatehouse link --json", "  gatehouse link leave"})
public final class LinkCommand implements Callable<Integer> {
  @Mixin private BoxOptions box;

  @Override
  public Integer call() {
    return box.ask(api -> box.show(api.get("/link"), LinkCommand::text));
  }

  @Command(name = "leave", description = "Belong to no hub any more; what waits stays here.")
  int leave(@Mixin BoxOptions asked) {
    return asked.ask(api -> asked.show(api.post("/link/leave", null), LinkCommand::text));
  }

  static String text(JsonObject link) {
    if (!link.getBoolean("joined")) {
      return link.getString("detail") + "\n";
    }
    long ago = link.getLong("contactSecondsAgo");
    Table table = new Table("WHAT", "NOW");
    table.row("hub", link.getString("hub"));
    table.row("its key begins", link.getString("authority"));
    table.row("this box is", link.getString("box"));
    table.row("link", (link.getBoolean("up") ? "up: " : "DOWN: ") + link.getString("detail"));
    table.row("last heard", ago < 0 ? "not since the start" : ago + " s ago");
    table.row("facts sent", link.getLong("sent"));
    table.row("facts waiting", link.getLong("waiting"));
    table.row("certificate until", link.getString("certificateEnds"));
    long revision = link.getLong("revision");
    String outcome = link.getString("outcome");
    table.row(
        "the hub's settings",
        revision == 0 ? "none yet" : revision + ": " + (outcome.isEmpty() ? "tried" : outcome));
    return table.toString();
  }
}
