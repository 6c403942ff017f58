package io.gatehouse.app.cli;

import io.gatehouse.platform.store.Rehearsal;
import io.gatehouse.platform.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse ledger}: the box's database as a file, with or without a running box. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "The box's database as a file.",
    subcommands = LedgerCommand.Check.class)
public final class LedgerCommand {

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Whether this program can take the ledger over, tried on a copy. Upgrades ask this first;"
            + " the ledger is only read."
      },
      footer = {"", "Example:", "  runuser -u gatehouse -- gatehouse ledger check"})
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = "${env:GATEHOUSE_DATA:-/var/lib/gatehouse}",
        description = "the box's data (default: ${DEFAULT-VALUE})")
    private Path data;

    @Override
    public Integer call() {
      Path ledger = data.resolve("gatehouse.db");
      if (!Files.isReadable(ledger)) {
        return refuse(ledger + " cannot be read. Is there one, and are you root or gatehouse?");
      }
      try {
        Rehearsal rehearsal = Rehearsal.of(ledger, data);
        spec.commandLine().getOut().println(told(rehearsal));
        spec.commandLine().getOut().flush();
        return 0;
      } catch (StoreException e) {
        return refuse(e.getMessage());
      }
    }

    private static String told(Rehearsal rehearsal) {
      return rehearsal.from() == rehearsal.to()
          ? "the ledger is whole and of this program's version, " + rehearsal.to()
          : "the ledger is whole and migrates from version "
              + rehearsal.from()
              + " to "
              + rehearsal.to();
    }

    private int refuse(String why) {
      spec.commandLine().getErr().println(why);
      return 1;
    }
  }
}
