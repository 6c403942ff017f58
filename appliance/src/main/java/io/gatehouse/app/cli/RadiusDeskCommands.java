package io.gatehouse.app.cli;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words of {@code gatehouse radius} about the box's own server. */
final class RadiusDeskCommands {
  private RadiusDeskCommands() {}

  /** {@code gatehouse radius test user NAME}. */
  @Command(
      name = "test",
      description = "Say what would become of a login, and why.",
      mixinStandardHelpOptions = true)
  static final class Test {
    @Command(name = "user", description = "A login with the right password; nothing is changed.")
    int user(
        @Mixin BoxOptions box,
        @Parameters(paramLabel = "NAME", description = "an account's name") String name) {
      return box.ask(
          api ->
              box.show(
                  api.get("/radius/test?user=" + BoxOptions.encoded(name)),
                  answer -> answer.getString("says") + "\n"));
    }
  }

  /** {@code gatehouse radius logins}. */
  @Command(name = "logins", description = "Who was let in or refused lately, and why.")
  static final class Logins implements Callable<Integer> {
    @Mixin private BoxOptions box;

    @Option(
        names = "--text",
        defaultValue = "",
        paramLabel = "TEXT",
        description = "whose user, device or router holds this")
    private String text;

    @Override
    public Integer call() {
      return box.ask(
          api ->
              box.show(api.get("/radius/logins?text=" + BoxOptions.encoded(text)), Logins::table));
    }

    private static String table(JsonObject answer) {
      Table table = new Table("WHEN", "USER", "DEVICE", "ROUTER", "BY", "OUTCOME", "MESSAGE");
      for (Object item : answer.getJsonArray("items")) {
        JsonObject one = (JsonObject) item;
        table.row(
            one.getString("when"),
            one.getString("user"),
            one.getString("device"),
            one.getString("nas"),
            one.getString("method"),
            one.getString("outcome"),
            one.getString("message"));
      }
      return table.toString();
    }
  }

  /** {@code gatehouse radius certificate}. */
  @Command(
      name = "certificate",
      description = "The certificate for devices that log in by EAP, in PEM: give it to them.")
  static final class Certificate implements Callable<Integer> {
    @Mixin private BoxOptions box;

    @Override
    public Integer call() {
      return box.ask(
          api -> box.show(api.get("/radius/certificate"), one -> one.getString("certificate")));
    }
  }

  /** {@code gatehouse radius accounting}. */
  @Command(name = "accounting", description = "Sessions as routers reported them.")
  static final class Accounting implements Callable<Integer> {
    @Mixin private BoxOptions box;

    @Option(
        names = "--text",
        defaultValue = "",
        paramLabel = "TEXT",
        description = "of this user, device or router")
    private String text;

    @Option(names = "--csv", description = "as a table for a spreadsheet")
    private boolean csv;

    @Option(
        names = "--max",
        defaultValue = "100",
        paramLabel = "N",
        description = "at most so many (default: 100)")
    private int max;

    @Override
    public Integer call() {
      String asked = "?text=" + BoxOptions.encoded(text);
      return box.ask(
          api -> {
            if (csv) {
              box.out()
                  .print(
                      api.text(
                          HttpMethod.GET, "/radius/accounting.csv" + asked + "&max=" + max, null));
              return 0;
            }
            return box.show(
                new JsonObject()
                    .put("items", BoxOptions.pages(api, "/radius/accounting" + asked, max)),
                Accounting::table);
          });
    }

    private static String table(JsonObject answer) {
      Table table = new Table("STARTED", "USER", "DEVICE", "ROUTER", "STATE", "TIME", "UP", "DOWN");
      for (Object item : answer.getJsonArray("items")) {
        JsonObject one = (JsonObject) item;
        table.row(
            one.getString("started"),
            one.getString("user"),
            one.getString("device"),
            one.getString("nas"),
            one.getBoolean("stopped") ? "stopped" : "open",
            Amounts.time(one.getLong("seconds"), ""),
            Amounts.size(one.getLong("upBytes"), ""),
            Amounts.size(one.getLong("downBytes"), ""));
      }
      return table.toString();
    }
  }
}
