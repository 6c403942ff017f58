package io.gatehouse.app;

import io.gatehouse.app.cli.DoctorCommand;
import io.gatehouse.app.cli.JournalCommand;
import io.gatehouse.app.cli.LabelCommand;
import io.gatehouse.app.cli.PlanCommand;
import io.gatehouse.app.cli.SessionCommand;
import io.gatehouse.app.cli.StatusCommand;
import io.gatehouse.app.cli.UsageCommand;
import io.gatehouse.app.cli.VoucherCommand;
import io.gatehouse.lab.LabCommand;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where every role of Gatehouse starts. */
@Command(
    name = "gatehouse",
    mixinStandardHelpOptions = true,
    version = "gatehouse 0.1.0",
    description = "A hotspot appliance: captive portal, vouchers, firewall, DHCP and DNS.",
    footer = {
      "",
      "On a box, most words ask the running edge over its Unix socket and need root or the group gatehouse:",
      "  gatehouse plan list",
      "  gatehouse voucher mint --plan b1-3 --count 50",
      "  gatehouse session list --json",
      "From a checkout, as root:",
      "  appliance/gatehouse demo         a guest goes online, shown step by step",
      "  appliance/gatehouse test         every proof",
    },
    subcommands = {
      EdgeCommand.class,
      LabelCommand.class,
      StatusCommand.class,
      PlanCommand.class,
      VoucherCommand.class,
      SessionCommand.class,
      UsageCommand.class,
      JournalCommand.class,
      DoctorCommand.class,
      LabCommand.class,
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    // The warden stays small: it never loads the command line's library.
    if (args.length > 0 && args[0].equals("warden")) {
      WardenAssembly.run();
      return;
    }
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
