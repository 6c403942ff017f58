package io.gatehouse.app.cli.hub;

import io.gatehouse.app.cli.BoxOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse hub claim BOX}. */
@Command(
    name = "claim",
    description = {
      "Make the claim by which a box joins: good once, for a day.",
      "It has the hub's key too, so that the box knows this hub from any other."
    },
    defaultValueProvider = HubSocket.class)
public final class HubClaimCommand implements Callable<Integer> {
  @Mixin private BoxOptions hub;

  @Parameters(paramLabel = "BOX", description = "its name or id")
  private String box;

  @Override
  public Integer call() {
    return hub.ask(
        api -> hub.show(api.post(HubBoxCommand.path(box) + "/claim", null), HubClaimCommand::text));
  }

  private static String text(JsonObject made) {
    return made.getString("claim")
        + "\n\nAt the box, within "
        + made.getLong("hours")
        + " hours:\n  gatehouse join --hub https://THIS-HUB --claim "
        + made.getString("claim")
        + "\n";
  }
}
