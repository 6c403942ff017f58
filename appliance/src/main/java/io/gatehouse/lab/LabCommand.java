package io.gatehouse.lab;

import io.gatehouse.lab.net.LabException;
import io.gatehouse.platform.units.UnitName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Labs by hand: the same that tests, demo and benchmarks stand on. */
@Command(
    name = "lab",
    description = {
      "A site made of network namespaces on this machine: guests g1 to gN, a management client"
          + " mgmt, the box, and an internet. Labs do not see each other nor this machine's"
          + " network."
    },
    subcommands = {
      LabCommand.Up.class,
      LabCommand.Exec.class,
      LabCommand.Lease.class,
      LabCommand.Forward.class,
      LabCommand.Log.class,
      LabCommand.Reboot.class,
      LabCommand.Ls.class,
      LabCommand.Down.class
    },
    footer = {
      "",
      "Examples:",
      "  gatehouse lab up --guests 2",
      "  gatehouse lab lease g1",
      "  gatehouse lab exec g1 curl -si http://captive.apple.com/hotspot-detect.html",
      "  gatehouse lab exec box ipset list guests-up",
      "  gatehouse lab down"
    })
public final class LabCommand {

  /** Chooses a running lab: by name, or the only one there is. */
  static final class Chosen {
    @Option(
        names = {"-l", "--lab"},
        paramLabel = "NAME",
        description = "Which lab. Default: the one that is running.")
    Optional<String> name = Optional.empty();

    Lab lab() {
      return Lab.named(name.orElseGet(Chosen::only));
    }

    static String only() {
      List<String> running = Lab.running();
      return switch (running.size()) {
        case 0 -> throw new LabException("no lab is running: start one with `gatehouse lab up`");
        case 1 -> running.getFirst();
        default ->
            throw new LabException(
                "several labs are running, name one: " + String.join(", ", running));
      };
    }
  }

  @Command(name = "up", description = "Makes a lab, starts the box in it, and leaves it running.")
  static final class Up implements Callable<Integer> {
    @Option(names = "--name", description = "Default: lab")
    String name = "lab";

    @Option(names = "--guests", description = "How many guests. Default: ${DEFAULT-VALUE}")
    int guests = 3;

    @Option(names = "--no-units", description = "Leaves the box's services stopped.")
    boolean noUnits;

    @Override
    public Integer call() {
      Lab lab = Lab.up(LabOptions.guests(guests).named(name).kept());
      if (!noUnits) {
        lab.box().startUnits();
      }
      System.out.println(
          "lab "
              + lab.name()
              + " is up; its files: "
              + lab.file("")
              + "; end it: gatehouse lab down");
      return 0;
    }
  }

  /** What follows the node belongs to the command that is run there, options too. */
  public static final class OptionsEndAtTheNode implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec spec) {
      spec.parser().stopAtPositional(true);
      return spec;
    }
  }

  @Command(
      name = "exec",
      description = "Runs a command on a node, with this terminal.",
      modelTransformer = OptionsEndAtTheNode.class)
  static final class Exec implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Parameters(index = "0", paramLabel = "NODE", description = "g1..gN, mgmt, box, internet")
    String node;

    @Parameters(index = "1", arity = "0..*", paramLabel = "COMMAND")
    List<String> command = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
      List<String> argv = command.isEmpty() ? List.of("bash") : command;
      return new ProcessBuilder(chosen.lab().argv(node, argv.toArray(String[]::new)))
          .inheritIO()
          .start()
          .waitFor();
    }
  }

  @Command(name = "lease", description = "Has a node join its network by DHCP.")
  static final class Lease implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Parameters(paramLabel = "NODE")
    String node;

    @Option(names = "--hostname", description = "What the device calls itself.")
    String hostname = "";

    @Override
    public Integer call() {
      System.out.println(chosen.lab().lease(node, hostname).words());
      return 0;
    }
  }

  @Command(
      name = "forward",
      description = "Opens a port on 127.0.0.1 that leads to what a node reaches there.")
  static final class Forward implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Parameters(index = "0", paramLabel = "NODE")
    String node;

    @Parameters(index = "1", paramLabel = "ADDRESS")
    String address;

    @Parameters(index = "2", paramLabel = "PORT")
    int port;

    @Override
    public Integer call() {
      System.out.println("127.0.0.1:" + chosen.lab().forward(node, address, port));
      return 0;
    }
  }

  @Command(name = "log", description = "Prints what a unit of the box has said.")
  static final class Log implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Parameters(paramLabel = "UNIT", description = "gatehouse-edge, gatehouse-dnsmasq@lan, ...")
    String unit;

    @Override
    public Integer call() {
      System.out.print(chosen.lab().box().log(new UnitName(unit)));
      return 0;
    }
  }

  @Command(name = "reboot", description = "Cuts the box's power and starts it again.")
  static final class Reboot implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Override
    public Integer call() {
      Lab lab = chosen.lab();
      lab.box().reboot();
      lab.box().startUnits();
      return 0;
    }
  }

  @Command(name = "ls", description = "Names the labs that are running.")
  static final class Ls implements Callable<Integer> {
    @Option(names = "--json", description = "As a JSON list.")
    boolean json;

    @Override
    public Integer call() {
      // Names hold letters, digits and hyphens only, so that they need no escapes.
      System.out.println(
          json
              ? Lab.running().stream().map(n -> '"' + n + '"').toList()
              : String.join("\n", Lab.running()));
      return 0;
    }
  }

  @Command(name = "down", description = "Ends a lab and everything in it.")
  static final class Down implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME")
    Optional<String> name = Optional.empty();

    @Override
    public Integer call() {
      Lab.named(name.orElseGet(Chosen::only)).close();
      return 0;
    }
  }
}
