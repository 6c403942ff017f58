package io.gatehouse.app.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse interface …}. */
@Command(
    name = "interface",
    description = "The machine's network interfaces, and what the box uses each for.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "What they are used for is changed by settings: uplink.device, uplink.second, wifi.radio.",
      "Examples:",
      "  gatehouse interface list",
      "  gatehouse interface list --json"
    })
public final class InterfaceCommand {

  @Command(name = "list", description = "Name, use, state, addresses and what passed.")
  int list(@Mixin BoxOptions box) {
    return box.ask(api -> box.show(api.get("/interfaces"), InterfaceCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table = new Table("NAME", "USE", "STATE", "ADDRESSES", "MAC", "MTU", "IN", "OUT");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject one = (JsonObject) item;
      table.row(
          one.getString("name"),
          one.getString("use"),
          one.getString("state"),
          words(one.getJsonArray("addresses")),
          one.getString("mac"),
          one.getInteger("mtu"),
          Amounts.size(one.getLong("receivedBytes"), ""),
          Amounts.size(one.getLong("sentBytes"), ""));
    }
    return table.toString();
  }

  private static String words(JsonArray addresses) {
    return addresses.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
