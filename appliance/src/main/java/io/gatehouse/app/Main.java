package io.gatehouse.app;

import io.gatehouse.app.cli.AccountCommand;
import io.gatehouse.app.cli.BackupCommand;
import io.gatehouse.app.cli.CertificateCommand;
import io.gatehouse.app.cli.DoctorCommand;
import io.gatehouse.app.cli.InterfaceCommand;
import io.gatehouse.app.cli.JournalCommand;
import io.gatehouse.app.cli.LabelCommand;
import io.gatehouse.app.cli.LedgerCommand;
import io.gatehouse.app.cli.PlanCommand;
import io.gatehouse.app.cli.RadiusCommand;
import io.gatehouse.app.cli.SessionCommand;
import io.gatehouse.app.cli.SettingsCommand;
import io.gatehouse.app.cli.StationCommand;
import io.gatehouse.app.cli.StatusCommand;
import io.gatehouse.app.cli.SystemResetCommand;
import io.gatehouse.app.cli.UsageCommand;
import io.gatehouse.app.cli.VoucherCommand;
import io.gatehouse.app.cli.hub.JoinCommand;
import io.gatehouse.app.cli.hub.LinkCommand;
import io.gatehouse.lab.LabCommand;
import io.gatehouse.lab.demo.DemoCommand;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.radio.RadioCommand;
import io.gatehouse.platform.units.UnitsException;
import java.io.IOException;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** Where every role of Gatehouse starts. */
@Command(
    name = "gatehouse",
    mixinStandardHelpOptions = true,
    version = "gatehouse 0.1.0",
    description = "A hotspot appliance: captive portal, vouchers, firewall, DHCP and DNS.",
    footer = {
      "",
      "On a box, most words ask the running edge over its Unix socket and need root or the group"
          + " gatehouse:",
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
      AccountCommand.class,
      SessionCommand.class,
      RadiusCommand.class,
      UsageCommand.class,
      JournalCommand.class,
      CertificateCommand.class,
      BackupCommand.class,
      SettingsCommand.class,
      StationCommand.class,
      InterfaceCommand.class,
      DoctorCommand.class,
      LedgerCommand.class,
      SystemResetCommand.class,
      JoinCommand.class,
      LinkCommand.class,
      HubCommand.class,
      LabCommand.class,
      DemoCommand.class,
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    // The warden stays small: it never loads the command line's library.
    if (args.length > 0 && args[0].equals("warden")) {
      WardenAssembly.run();
      return;
    }
    // All the other words would be looked at too, and the box's guests wait for this one.
    if (args.length > 0 && args[0].equals("edge")) {
      List<String> own = List.of(args).subList(1, args.length);
      CommandLine edge = new CommandLine(new EdgeCommand()).setCommandName("gatehouse edge");
      System.exit(
          edge.setExecutionExceptionHandler(Main::explain).execute(own.toArray(String[]::new)));
    }
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine main =
        new CommandLine(new Main())
            .addSubcommand("completion", new AutoComplete.GenerateCompletion());
    // Added here, as a lab of namespaces knows nothing of machines.
    main.getSubcommands().get("lab").addSubcommand(new RadioCommand());
    return main.setExecutionExceptionHandler(Main::explain);
  }

  /** A lab that cannot be made has a reason that a person can read; anything else is a defect. */
  private static int explain(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    if (e instanceof LabException || e instanceof UnitsException) {
      command.getErr().println("gatehouse: " + e.getMessage());
      return 1;
    }
    throw e;
  }
}
