package io.gatehouse.app.cli;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse account …}. */
@Command(
    name = "account",
    description = "People with a name and a password: list, make, change, suspend, import.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gatehouse account save anna --plan 7f3a-1 --random-password",
      "  gatehouse account save anna --status SUSPENDED",
      "  gatehouse account import accounts.csv"
    })
public final class AccountCommand {
  /** The box takes 250,000 characters at once. */
  private static final int LINES_AT_ONCE = 1_000;

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Accounts by name.")
  int list(
      @Mixin BoxOptions box,
      @Option(
              names = "--search",
              defaultValue = "",
              paramLabel = "TEXT",
              description = "whose name holds this")
          String search,
      @Option(
              names = "--max",
              defaultValue = "100",
              paramLabel = "N",
              description = "at most so many (default: 100)")
          int max) {
    String path = "/accounts?search=" + BoxOptions.encoded(search);
    return box.ask(
        api ->
            box.show(
                new JsonObject().put("items", BoxOptions.pages(api, path, max)),
                AccountCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table = new Table("ID", "NAME", "STATUS", "PLAN", "DEVICES", "WINDOW", "KEPT AS");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject one = (JsonObject) item;
      table.row(
          one.getString("id"),
          one.getString("name"),
          one.getString("status"),
          one.getString("planId"),
          one.getInteger("atOnce") == 0 ? "as plan" : one.getInteger("atOnce"),
          one.getString("window").isEmpty() ? "always" : one.getString("window"),
          one.getBoolean("challenges") ? "sealed" : "hash");
    }
    return table.toString();
  }

  @Command(name = "show", description = "One account with all its fields.")
  int show(
      @Mixin BoxOptions box,
      @Parameters(paramLabel = "NAME", description = "its name") String name) {
    return box.ask(api -> box.show(named(api, name), one -> one.encodePrettily() + "\n"));
  }

  private static JsonObject named(ApiClient api, String name) {
    JsonObject found = find(api, name);
    if (found == null) {
      throw new Refused("there is no account named " + name, null);
    }
    return found;
  }

  private static JsonObject find(ApiClient api, String name) {
    String path = "/accounts?search=" + BoxOptions.encoded(name);
    for (Object item : BoxOptions.pages(api, path, Integer.MAX_VALUE)) {
      JsonObject one = (JsonObject) item;
      if (one.getString("name").equalsIgnoreCase(name.strip())) {
        return one;
      }
    }
    return null;
  }

  @Command(
      name = "save",
      description = "Make an account, or change the given fields of one.",
      footer = {
        "",
        "Examples:",
        "  gatehouse account save anna --plan 7f3a-1 --random-password",
        "  gatehouse account save bert --plan 7f3a-2 --password-stdin --window 'mon-fri 08:00-18:00'",
        "  gatehouse account save printer --plan 7f3a-2 --random-password --mac 02:00:00:00:00:07"
      })
  int save(
      @Mixin BoxOptions box,
      @Parameters(paramLabel = "NAME", description = "what is typed to log in") String name,
      @Option(names = "--plan", paramLabel = "ID", description = "the plan's id") String plan,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "ACTIVE, SUSPENDED or DISABLED")
          String status,
      @Option(names = "--random-password", description = "make one up and show it once")
          boolean random,
      @Option(
              names = "--password-stdin",
              description = "read it from the input, so that no list of processes shows it")
          boolean typed,
      @Option(
              names = "--quota",
              paramLabel = "SIZE",
              description = "500M, 2G; 0 = as the plan says")
          String quota,
      @Option(
              names = "--at-once",
              paramLabel = "N",
              description = "devices at once; 0 = as the plan says")
          Integer atOnce,
      @Option(
              names = "--window",
              paramLabel = "WINDOW",
              description = "such as 'mon-fri 08:00-18:00'; '' = always")
          String window,
      @Option(
              names = "--mac",
              paramLabel = "MAC",
              description = "a device that comes in by its address; several times, '' for none")
          List<String> macs,
      @Option(
              names = "--only-listed",
              negatable = true,
              description = "no other device may be used")
          Boolean onlyListed,
      @Option(
              names = "--challenges",
              negatable = true,
              description =
                  "answer CHAP and MS-CHAPv2 (password kept sealed); --no-challenges keeps a hash")
          Boolean challenges,
      @Option(names = "--address", paramLabel = "IP", description = "what the router hands out")
          String address,
      @Option(names = "--pool", paramLabel = "NAME", description = "the router's address pool")
          String pool,
      @Option(names = "--vlan", paramLabel = "N", description = "1 to 4094; 0 = none") Integer vlan,
      @Option(names = "--group", paramLabel = "NAME", description = "the router's user group")
          String group) {
    JsonObject body = new JsonObject();
    put(body, "planId", plan);
    put(body, "status", status);
    put(body, "quotaBytes", quota == null ? null : Amounts.bytes(quota));
    put(body, "atOnce", atOnce);
    put(body, "window", window);
    put(body, "macs", macs == null ? null : array(macs));
    put(body, "onlyListed", onlyListed);
    put(body, "challenges", challenges);
    put(body, "address", address);
    put(body, "pool", pool);
    put(body, "vlan", vlan);
    put(body, "group", group);
    put(body, "randomPassword", random ? true : null);
    put(body, "password", typed ? typedPassword() : null);
    return box.ask(
        api -> {
          JsonObject known = find(api, name);
          JsonObject saved =
              known == null
                  ? api.post("/accounts", body.put("name", name))
                  : api.ask(HttpMethod.PATCH, "/accounts/" + known.getString("id"), body);
          return box.show(
              saved,
              one ->
                  one.getString("id")
                      + (random ? " password " + one.getString("password") : "")
                      + "\n");
        });
  }

  private static JsonArray array(List<String> macs) {
    JsonArray all = new JsonArray();
    macs.stream().filter(mac -> !mac.isEmpty()).forEach(all::add);
    return all;
  }

  private static void put(JsonObject body, String name, Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  private String typedPassword() {
    StringBuilder text = new StringBuilder();
    try (Reader in = new InputStreamReader(System.in, StandardCharsets.UTF_8)) {
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        text.append((char) c);
      }
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "the password cannot be read", e);
    }
    if (text.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--password-stdin found no password");
    }
    return text.toString();
  }

  @Command(name = "remove", description = "Remove an account; what it used stays in the books.")
  int remove(
      @Mixin BoxOptions box,
      @Parameters(paramLabel = "NAME", description = "its name") String name) {
    return box.ask(
        api ->
            box.show(
                api.post("/accounts/" + named(api, name).getString("id") + "/remove", null),
                one -> one.getString("id") + " removed\n"));
  }

  @Command(
      name = "import",
      description = {
        "Make and change accounts from a table (CSV) whose first line names its columns:",
        "name, plan; password, status, quota, devices, window, macs, only_listed, challenges,"
            + " address, pool, vlan, group.",
        "Good lines are stored, bad ones come back with their reason; exit code 1 if there are any."
      })
  int read(
      @Mixin BoxOptions box,
      @Parameters(paramLabel = "FILE", description = "the table") Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot read " + file + " as UTF-8 text: " + e.getMessage(), e);
    }
    if (lines.isEmpty()) {
      throw new ParameterException(spec.commandLine(), file + " is empty");
    }
    return box.ask(api -> send(box, api, lines));
  }

  private int send(BoxOptions box, ApiClient api, List<String> lines) {
    JsonObject all =
        new JsonObject().put("created", 0).put("changed", 0).put("bad", new JsonArray());
    for (int from = 1; from < lines.size(); from += LINES_AT_ONCE) {
      int to = Math.min(from + LINES_AT_ONCE, lines.size());
      List<String> part = new ArrayList<>(lines.subList(from, to));
      part.addFirst(lines.getFirst());
      JsonObject done =
          api.post("/accounts/import", new JsonObject().put("csv", String.join("\n", part)));
      all.put("created", all.getInteger("created") + done.getInteger("created"));
      all.put("changed", all.getInteger("changed") + done.getInteger("changed"));
      for (Object one : done.getJsonArray("bad")) {
        JsonObject bad = (JsonObject) one;
        int line = bad.getInteger("line");
        all.getJsonArray("bad").add(bad.put("line", line == 1 ? 1 : line + from - 1));
      }
      if (to < lines.size()) {
        spec.commandLine().getErr().println(to - 1 + " of " + (lines.size() - 1) + " lines read");
      }
    }
    box.show(all, AccountCommand::report);
    return all.getJsonArray("bad").isEmpty() ? 0 : 1;
  }

  private static String report(JsonObject all) {
    StringBuilder text = new StringBuilder();
    for (Object one : all.getJsonArray("bad")) {
      JsonObject bad = (JsonObject) one;
      text.append("line ").append(bad.getInteger("line")).append(": ");
      text.append(Table.printable(bad.getString("reason"))).append('\n');
    }
    return text.append(all.getInteger("created"))
        .append(" made, ")
        .append(all.getInteger("changed"))
        .append(" changed, ")
        .append(all.getJsonArray("bad").size())
        .append(" refused\n")
        .toString();
  }
}
