package io.gatehouse.app.cli;

import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse station …}. */
@Command(
    name = "station",
    description = "Devices on the access point, paid or not; send one off.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gatehouse station list",
      "  gatehouse station deauthenticate 02:67:00:00:00:01"
    })
public final class StationCommand {

  @Command(name = "list", description = "Who is associated, and how well the box hears them.")
  int list(@Mixin BoxOptions box) {
    return box.ask(api -> box.show(api.get("/stations"), StationCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table = new Table("MAC", "NETWORK", "SIGNAL", "SINCE", "FROM IT", "TO IT");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject one = (JsonObject) item;
      int signal = one.getInteger("signalDbm");
      table.row(
          one.getString("mac"),
          one.getString("device"),
          signal == 0 ? "" : signal + " dBm",
          Amounts.time(one.getLong("connectedSeconds"), ""),
          Amounts.size(one.getLong("receivedBytes"), ""),
          Amounts.size(one.getLong("sentBytes"), ""));
    }
    return table.toString();
  }

  @Command(name = "deauthenticate", description = "Send a device off; it may come back.")
  int deauthenticate(
      @Mixin BoxOptions box,
      @Parameters(paramLabel = "MAC", description = "its address") String mac) {
    return box.ask(
        api ->
            box.show(
                api.post("/stations/deauthenticate", new JsonObject().put("mac", mac)),
                done -> done.getString("mac") + " was sent off\n"));
  }
}
