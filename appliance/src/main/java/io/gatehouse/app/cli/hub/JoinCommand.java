package io.gatehouse.app.cli.hub;

import io.gatehouse.app.cli.BoxOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse join}. */
@Command(
    name = "join",
    description = "Have this box belong to a hub.",
    footer = {
      "",
      "Example, with what \"gatehouse hub claim\" printed:",
      "  gatehouse join --hub https://hub.example.org --claim K7M2-9QXR-..."
    })
public final class JoinCommand implements Callable<Integer> {
  @Mixin private BoxOptions box;

  @Option(
      names = "--hub",
      required = true,
      paramLabel = "URL",
      description = "https:// and the hub's name; port 8443 unless it says another")
  private String hub;

  @Option(
      names = "--claim",
      required = true,
      paramLabel = "CLAIM",
      description = "64 letters and digits; case, spaces and hyphens do not matter")
  private String claim;

  @Override
  public Integer call() {
    return box.ask(
        api ->
            box.show(
                api.post("/link", new JsonObject().put("hub", hub).put("claim", claim)),
                LinkCommand::text));
  }
}
