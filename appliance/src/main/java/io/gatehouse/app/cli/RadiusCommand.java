package io.gatehouse.app.cli;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse radius …}. */
@Command(
    name = "radius",
    description = "RADIUS: routers that ask the box, servers it asks, and packets as they pass.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gatehouse radius nas add roof-router 10.0.0.5",
      "  gatehouse radius nas remove roof-router",
      "  gatehouse radius status",
      "  gatehouse radius test user anna",
      "  gatehouse radius accounting --csv",
      "  gatehouse radius packets --outcome Access-Reject",
      "Servers, pools and routes are settings: gatehouse settings get"
    },
    subcommands = {
      RadiusNasCommand.class,
      RadiusDeskCommands.Test.class,
      RadiusDeskCommands.Logins.class,
      RadiusDeskCommands.Accounting.class,
      RadiusDeskCommands.Certificate.class
    })
public final class RadiusCommand {

  @Command(
      name = "status",
      description = "Servers with their health, what happened, what was dropped.")
  int status(@Mixin BoxOptions box) {
    return box.ask(api -> box.show(api.get("/radius"), RadiusCommand::shown));
  }

  private static String shown(JsonObject state) {
    Table servers =
        new Table("SERVER", "SERVICE", "ADDRESS", "STATE", "ANSWERS", "SILENT", "MS", "WAITING");
    for (Object item : state.getJsonArray("upstreams")) {
      JsonObject one = (JsonObject) item;
      servers.row(
          one.getString("name"),
          one.getString("service"),
          one.getString("address"),
          one.getString("state"),
          "" + one.getLong("answers"),
          "" + one.getLong("silences"),
          "" + one.getLong("micros") / 1_000.0,
          "" + one.getInteger("waiting"));
    }
    Table counts = new Table("WHAT", "SINCE THE START");
    for (String part : new String[] {"events", "dropped"}) {
      for (Map.Entry<String, Object> count : state.getJsonObject(part)) {
        if (!count.getValue().equals(0)) {
          counts.row(
              (part.equals("dropped") ? "dropped: " : "") + count.getKey(),
              count.getValue().toString());
        }
      }
    }
    String trouble = state.getString("trouble");
    return (trouble.isEmpty() ? "" : trouble + "\n") + servers + "\n" + counts;
  }

  @Command(
      name = "packets",
      description = {
        "The last packets, with what became of each; passwords never show.",
        "They are kept for a minute after each look: the first look finds none."
      })
  int packets(
      @Mixin BoxOptions box,
      @Option(names = "--nas", defaultValue = "", paramLabel = "NAME", description = "of this one")
          String nas,
      @Option(
              names = "--outcome",
              defaultValue = "",
              paramLabel = "WORD",
              description = "such as Access-Reject or bad_message_authenticator")
          String outcome,
      @Option(
              names = "--text",
              defaultValue = "",
              paramLabel = "TEXT",
              description = "with an attribute that holds it")
          String text) {
    String query =
        "?nas=" + encoded(nas) + "&outcome=" + encoded(outcome) + "&text=" + encoded(text);
    return box.ask(
        api -> box.show(api.get("/radius/packets" + query), RadiusCommand::packetsShown));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String packetsShown(JsonObject answer) {
    StringBuilder shown = new StringBuilder();
    for (Object item : answer.getJsonArray("items")) {
      JsonObject one = (JsonObject) item;
      shown.append(
          String.format(
              "%.1f s ago  %s (%s)  %s %d -> %s%s%n",
              one.getLong("agoMillis") / 1_000.0,
              one.getString("nas"),
              one.getString("from"),
              one.getString("kind"),
              one.getInteger("id"),
              one.getString("outcome"),
              one.getLong("micros") == 0 ? "" : " in " + one.getLong("micros") / 1_000.0 + " ms"));
      for (Object attribute : one.getJsonArray("attributes")) {
        JsonObject value = (JsonObject) attribute;
        shown.append(
            String.format("    %s = %s%n", value.getString("name"), value.getString("value")));
      }
    }
    return shown.isEmpty() ? "none seen yet; look again in a moment\n" : shown.toString();
  }
}
