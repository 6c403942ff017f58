package io.gatehouse.app.cli;

import io.vertx.core.json.JsonObject;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse backup …}. */
@Command(
    name = "backup",
    description = "Backups of the box: ledger, keys and certificates, sealed with a passphrase.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "One is made each night once a recovery passphrase was chosen. Keep the passphrase where the",
      "box is not: nobody can open a backup without it. A restore takes the place of all that the",
      "box holds; on a box that replaces another, guests find their paid time and vouchers.",
      "",
      "Examples:",
      "  gatehouse backup passphrase --from passphrase.txt",
      "  gatehouse backup make",
      "  gatehouse backup save backup-12 --to /media/stick/hotel.backup",
      "  gatehouse backup check /media/stick/hotel.backup",
      "  gatehouse backup restore /media/stick/hotel.backup"
    })
public final class BackupCommand {
  private static final String PATH = "/backups";

  /** Where the recovery passphrase comes from: never from an argument, which others can read. */
  static final class Typed {
    @Option(
        names = "--from",
        paramLabel = "FILE",
        description = "a file with the passphrase in its first line (default: it is asked for)")
    private Path from;

    String passphrase() {
      if (from != null) {
        try {
          return Files.readAllLines(from).stream().findFirst().orElse("");
        } catch (IOException e) {
          throw new Refused("cannot read " + from + ": " + e.getMessage(), e);
        }
      }
      Console terminal =
          Optional.ofNullable(System.console())
              .filter(Console::isTerminal)
              .orElseThrow(
                  () -> new Refused("there is no terminal to ask at: give --from FILE", null));
      char[] typed = terminal.readPassword("Recovery passphrase: ");
      return typed == null ? "" : new String(typed);
    }
  }

  @Command(name = "passphrase", description = "Choose the passphrase and how many are kept.")
  int passphrase(
      @Mixin BoxOptions box,
      @Mixin Typed typed,
      @Option(names = "--keep", paramLabel = "N", description = "how many nights, 1 to 60")
          Integer keep) {
    return box.ask(
        api -> {
          JsonObject body = new JsonObject().put("passphrase", typed.passphrase());
          if (keep != null) {
            body.put("keep", keep);
          }
          return box.show(
              api.post(PATH + "/passphrase", body),
              plan -> "a backup is made each night, " + plan.getInteger("keep") + " are kept\n");
        });
  }

  @Command(name = "list", description = "The backups that the box keeps, newest first.")
  int list(@Mixin BoxOptions box) {
    return box.ask(
        api -> {
          JsonObject answer = api.get(PATH);
          return box.show(answer, BackupCommand::listed);
        });
  }

  private static String listed(JsonObject answer) {
    StringBuilder text = new StringBuilder();
    for (Object one : answer.getJsonArray("items")) {
      JsonObject kept = (JsonObject) one;
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s  %s  %d KiB\n",
              kept.getString("id"),
              kept.getString("at").substring(0, 16),
              (kept.getLong("bytes") + 1023) / 1024));
    }
    if (!answer.getBoolean("passphraseSet")) {
      text.append("none is made each night: choose a passphrase with \"backup passphrase\"\n");
    }
    return text.toString();
  }

  @Command(name = "make", description = "Make one now, and try it.")
  int make(@Mixin BoxOptions box) {
    return box.ask(
        api ->
            box.show(
                api.post(PATH, null),
                made ->
                    made.getString("id")
                        + " is made and was tried: "
                        + holds(made.getJsonObject("holds"))));
  }

  private static String holds(JsonObject holds) {
    StringBuilder text = new StringBuilder("box " + holds.getString("box"));
    text.append(" at ").append(holds.getString("made"));
    JsonObject rows = holds.getJsonObject("rows");
    for (String table : rows.fieldNames()) {
      text.append(", ").append(table).append(' ').append(rows.getLong(table));
    }
    return text.append('\n').toString();
  }

  @Command(name = "save", description = "Copy one to a file, to be kept elsewhere.")
  int save(
      @Mixin BoxOptions box,
      @Parameters(paramLabel = "ID", description = "as \"backup list\" has it") String id,
      @Option(names = "--to", required = true, paramLabel = "FILE", description = "not there yet")
          Path to) {
    return box.ask(
        api -> {
          api.download(PATH + "/" + BoxOptions.encoded(id) + "/file", to);
          return box.show(
              new JsonObject().put("id", id).put("file", to.toString()), done -> to + "\n");
        });
  }

  @Command(name = "check", description = "Whether one could be restored here; nothing changes.")
  int check(
      @Mixin BoxOptions box,
      @Mixin Typed typed,
      @Parameters(paramLabel = "FILE|ID", description = "a file, or one that the box keeps")
          String which) {
    return opened(box, typed, which, "check", "good: ", "");
  }

  @Command(
      name = "restore",
      description = "Put one in the place of all that the box holds; it starts anew with it.")
  int restore(
      @Mixin BoxOptions box,
      @Mixin Typed typed,
      @Parameters(paramLabel = "FILE|ID", description = "a file, or one that the box keeps")
          String which) {
    return opened(
        box,
        typed,
        which,
        "restore",
        "restored: ",
        "the box starts anew now, which takes a moment\n");
  }

  private static int opened(
      BoxOptions box, Typed typed, String which, String word, String before, String after) {
    return box.ask(
        api -> {
          JsonObject body = new JsonObject().put("passphrase", typed.passphrase());
          Path file = Path.of(which);
          String id =
              Files.isRegularFile(file)
                  ? api.upload(PATH + "/upload", file).getString("id")
                  : which;
          return box.show(
              api.post(PATH + "/" + BoxOptions.encoded(id) + "/" + word, body),
              holds -> before + holds(holds) + after);
        });
  }
}
