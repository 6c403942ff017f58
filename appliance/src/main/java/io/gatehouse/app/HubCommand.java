package io.gatehouse.app;

import io.gatehouse.app.cli.hub.HubBoxCommand;
import io.gatehouse.app.cli.hub.HubClaimCommand;
import io.gatehouse.app.cli.hub.HubPlanCommand;
import io.gatehouse.app.cli.hub.HubVoucherCommand;
import io.gatehouse.platform.log.LogSetup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the hub in the foreground until it is told to stop; its words ask the running one. */
@Command(
    name = "hub",
    mixinStandardHelpOptions = true,
    description = "Run the hub, which boxes call.",
    footer = {
      "",
      "Examples:",
      "  gatehouse hub --name hub.example.org       run it",
      "  gatehouse hub box add cafe                 a place for a box",
      "  gatehouse hub claim cafe                   what to type at that box:",
      "  gatehouse join --hub https://hub.example.org --claim ...",
      "  gatehouse hub box set cafe '{\"branding\": {\"siteName\": \"Cafe\"}}'",
      "  gatehouse hub plan save --name '1 Hour' --price 500 --currency TZS --time 60m",
      "  gatehouse hub voucher make --plan ... --count 50"
    },
    subcommands = {
      HubBoxCommand.class,
      HubClaimCommand.class,
      HubMoveCommand.class,
      HubPlanCommand.class,
      HubVoucherCommand.class
    })
final class HubCommand implements Callable<Integer> {
  @Mixin private HubOptions options;

  @Override
  public Integer call() throws InterruptedException {
    LogSetup.install();
    HubAssembly hub = new HubAssembly(options);
    return Foreground.run(hub::start, hub::close);
  }
}
