package io.gatehouse.app.cli;

import io.gatehouse.platform.process.Command.Outcome;
import io.gatehouse.reset.Level;
import io.gatehouse.reset.Order;
import io.gatehouse.reset.ResetFolder;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse system-reset}: needs no running box, as a box to be reset may have none. */
@Command(
    name = "system-reset",
    mixinStandardHelpOptions = true,
    description = {
      "Takes the box back. Without --confirm it only says what would go; without a level, what the"
          + " last reset did and how that was verified. The reset itself happens at the next start,"
          + " before anything is in use; a power cut in it is made good at the start after that."
    },
    footer = {
      "",
      "Levels:",
      "  guests      guests, vouchers, accounts, what was used",
      "  settings    settings, logins, changes of the system; guests, vouchers and plans stay",
      "  identity    everything but the box's name, its keys and what was not reported yet",
      "  everything  all of it, erased from the medium",
      "",
      "Examples:",
      "  gatehouse system-reset settings",
      "  gatehouse system-reset settings --confirm --reboot",
      "  gatehouse system-reset > proof.txt"
    })
public final class SystemResetCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "LEVEL",
      description = "guests, settings, identity or everything")
  private String word;

  @Option(names = "--confirm", description = "order it")
  private boolean confirmed;

  @Option(names = "--reboot", description = "and start the machine anew right away")
  private boolean reboot;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:GATEHOUSE_DATA:-/var/lib/gatehouse}",
      description = "the box's data (default: ${DEFAULT-VALUE})")
  private Path data;

  @Override
  public Integer call() {
    ResetFolder folder = new ResetFolder(data);
    try {
      if (word == null) {
        return last(folder);
      }
      Optional<Level> level = Level.of(word);
      if (level.isEmpty()) {
        return refuse("'" + word + "' is no level: guests, settings, identity or everything", 2);
      }
      if (!Files.isDirectory(data)) {
        return refuse(data + " is not there: this machine is no box, or you are not root", 1);
      }
      if (!confirmed) {
        say("This would take away " + level.get().takes() + ".");
        say("To order it: gatehouse system-reset " + word + " --confirm [--reboot]");
        return 1;
      }
      Order order = folder.order(level.get(), "command line");
      say(
          "Ordered: "
              + order.level().word()
              + " ("
              + order.id()
              + "). It happens at the next start.");
      return reboot ? reboot() : 0;
    } catch (UncheckedIOException e) {
      return refuse(e.getMessage() + ". Are you root?", 1);
    }
  }

  private int last(ResetFolder folder) {
    folder.ordered().ifPresent(order -> say("ordered for the next start: " + order.level().word()));
    Optional<String> proof = folder.proof();
    say(proof.map(String::strip).orElse("no reset has been done since the box was made"));
    return proof.isPresent() && !proof.get().startsWith("verdict=clean") ? 1 : 0;
  }

  private int reboot() {
    Outcome outcome =
        new io.gatehouse.platform.process.Command(LIMIT, List.of("systemctl", "reboot")).run();
    return outcome.exit() == 0 ? 0 : refuse("the machine does not start anew: " + outcome.err(), 1);
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private int refuse(String why, int exit) {
    spec.commandLine().getErr().println(why);
    return exit;
  }
}
