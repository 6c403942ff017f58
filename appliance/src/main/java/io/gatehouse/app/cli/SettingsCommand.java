package io.gatehouse.app.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse settings …}. */
@Command(
    name = "settings",
    description = "Read and change the box's settings; nothing stays that nobody confirmed.",
    mixinStandardHelpOptions = true,
    subcommands = ProfileCommand.class,
    footer = {
      "",
      "Examples:",
      "  gatehouse settings get",
      "  gatehouse settings set guest.lastLease=10.20.5.250 --reason 'room for printers'",
      "  gatehouse settings confirm 42",
      "  gatehouse settings diff 42 --from 40",
      "  gatehouse settings export > site.json; gatehouse settings import site.json"
    })
public final class SettingsCommand {

  @Command(name = "get", description = "The settings in force, as JSON. Secrets show as ***.")
  int get(@Mixin BoxOptions box) {
    return box.ask(api -> box.show(api.get("/settings"), all -> all.encodePrettily() + "\n"));
  }

  @Command(name = "schema", description = "The shape of a settings document, as JSON Schema.")
  int schema(@Mixin BoxOptions box) {
    return box.ask(
        api -> box.show(api.get("/settings/schema"), all -> all.encodePrettily() + "\n"));
  }

  /** What a change says about itself. */
  static final class About {
    @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "why")
    private String reason;

    @Option(
        names = "--revision",
        paramLabel = "N",
        description = "refuse if the settings are not of this revision any more")
    private Long revision;

    @Option(
        names = "--seconds",
        defaultValue = "120",
        paramLabel = "N",
        description = "how long the change waits to be confirmed (default: 120)")
    private int seconds;

    private long made(ApiClient api) {
      return revision == null ? api.get("/settings/state").getLong("revision") : revision;
    }
  }

  @Command(name = "set", description = "Change settings: PATH=VALUE, the value as JSON or text.")
  int set(
      @Mixin BoxOptions box,
      @Mixin About about,
      @Parameters(arity = "1..*", paramLabel = "PATH=VALUE") List<String> assignments) {
    JsonObject change = new JsonObject();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new Refused("not of the form PATH=VALUE: " + assignment, null);
      }
      put(change, assignment.substring(0, equals), value(assignment.substring(equals + 1)));
    }
    return change(box, about, change);
  }

  @Command(name = "import", description = "Change settings to those of a JSON file.")
  int read(@Mixin BoxOptions box, @Mixin About about, @Parameters(paramLabel = "FILE") Path file) {
    try {
      return change(box, about, new JsonObject(Files.readString(file)));
    } catch (DecodeException e) {
      throw new Refused(file + " is not a JSON object", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static int change(BoxOptions box, About about, JsonObject change) {
    return box.ask(api -> change(api, box, about, change));
  }

  static int change(ApiClient api, BoxOptions box, About about, JsonObject change) {
    JsonObject body =
        new JsonObject()
            .put("revision", about.made(api))
            .put("reason", about.reason)
            .put("seconds", about.seconds)
            .put("change", change);
    return box.show(api.post("/settings", body), SettingsCommand::told);
  }

  private static String told(JsonObject answer) {
    return "revision "
        + answer.getLong("revision")
        + ": "
        + answer.getString("message")
        + (answer.getBoolean("startsAnew")
            ? "\nThe edge starts anew with it; this takes some seconds.\n"
            : "\n");
  }

  @Command(name = "revisions", description = "What the settings were, newest first.")
  int revisions(
      @Mixin BoxOptions box,
      @Option(names = "--max", defaultValue = "20", paramLabel = "N") int max) {
    return box.ask(api -> box.show(api.get("/revisions?max=" + max), SettingsCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table = new Table("REVISION", "STATE", "TIME", "BY", "WHY", "HOW IT ENDED");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject revision = (JsonObject) item;
      table.row(
          revision.getLong("revision"),
          revision.getString("state"),
          revision.getString("at"),
          revision.getString("author"),
          revision.getString("reason"),
          revision.getString("note"));
    }
    return table.toString();
  }

  @Command(name = "diff", description = "What a revision changed.")
  int diff(
      @Mixin BoxOptions box,
      @Parameters(paramLabel = "REVISION") long revision,
      @Option(names = "--from", paramLabel = "N", description = "against this one") Long from) {
    String path = "/revisions/" + revision + "/diff" + (from == null ? "" : "?from=" + from);
    return box.ask(api -> box.show(api.get(path), SettingsCommand::differences));
  }

  private static String differences(JsonObject answer) {
    StringBuilder text = new StringBuilder();
    for (Object item : answer.getJsonArray("items")) {
      JsonObject one = (JsonObject) item;
      text.append(one.getString("path")).append('\n');
      text.append("  - ").append(one.getString("before")).append('\n');
      text.append("  + ").append(one.getString("after")).append('\n');
    }
    return Table.printable(text.toString());
  }

  @Command(name = "export", description = "The settings of a revision as a document.")
  int export(
      @Mixin BoxOptions box,
      @Parameters(arity = "0..1", paramLabel = "REVISION", description = "default: in force")
          Long revision) {
    String path = revision == null ? "/settings" : "/revisions/" + revision + "/settings";
    return box.ask(api -> box.show(api.get(path), all -> all.encodePrettily() + "\n"));
  }

  @Command(name = "return", description = "Bring an earlier revision's settings back.")
  int goBack(
      @Mixin BoxOptions box,
      @Mixin About about,
      @Parameters(paramLabel = "REVISION") long revision) {
    return box.ask(
        api ->
            box.show(
                api.post(
                    "/revisions/" + revision + "/return",
                    new JsonObject()
                        .put("revision", about.made(api))
                        .put("seconds", about.seconds)),
                SettingsCommand::told));
  }

  @Command(
      name = "restore",
      description = "Bring back files of the box that someone else has changed.")
  int restore(@Mixin BoxOptions box) {
    return box.ask(
        api ->
            box.show(
                api.post("/settings/restore", new JsonObject()),
                done -> done.getInteger("restored") + " files brought back\n"));
  }

  @Command(name = "confirm", description = "Keep the change that waits.")
  int confirm(@Mixin BoxOptions box, @Parameters(paramLabel = "REVISION") long revision) {
    return end(box, revision, "confirm");
  }

  @Command(name = "revert", description = "Take the change back that waits.")
  int revert(@Mixin BoxOptions box, @Parameters(paramLabel = "REVISION") long revision) {
    return end(box, revision, "revert");
  }

  private static int end(BoxOptions box, long revision, String how) {
    return box.ask(
        api ->
            box.show(
                api.post("/revisions/" + revision + "/" + how, new JsonObject()),
                ended -> "revision " + revision + " is " + ended.getString("state") + "\n"));
  }

  private static void put(JsonObject change, String path, Object value) {
    JsonObject at = change;
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      if (!(at.getValue(keys[i]) instanceof JsonObject)) {
        at.put(keys[i], new JsonObject());
      }
      at = at.getJsonObject(keys[i]);
    }
    at.put(keys[keys.length - 1], value);
  }

  /** Numbers, lists and words such as true are JSON; what is not JSON is meant as text. */
  private static Object value(String text) {
    try {
      return Json.decodeValue(text);
    } catch (DecodeException asText) {
      return text;
    }
  }
}
