package io.gatehouse.lab.radio;

import io.gatehouse.lab.LabCommand;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Radio labs by hand. */
@Command(
    name = "radio",
    description = {
      "A box with a simulated radio in an emulated machine: Debian's kernel, systemd, hostapd,"
          + " Wi-Fi clients c1 to cN. Slow, and the only place where radios, units and resets are"
          + " real."
    },
    subcommands = {
      RadioCommand.Image.class,
      RadioCommand.Up.class,
      RadioCommand.Exec.class,
      RadioCommand.Client.class,
      RadioCommand.Log.class,
      RadioCommand.Snapshot.class,
      RadioCommand.Restore.class,
      RadioCommand.Reset.class,
      RadioCommand.Ls.class,
      RadioCommand.Down.class
    },
    footer = {
      "",
      "Examples:",
      "  gatehouse lab radio up",
      "  gatehouse lab radio exec box systemctl status 'gatehouse-*'",
      "  gatehouse lab radio client c1 join 'Gatehouse Guest'",
      "  gatehouse lab radio exec c1 curl -si http://captive.apple.com/hotspot-detect.html",
      "  gatehouse lab radio snapshot before; gatehouse lab radio restore before",
      "  gatehouse lab radio reset --after 2.5",
      "  gatehouse lab radio down"
    })
public final class RadioCommand {

  /** Chooses a running lab: by name, or the only one there is. */
  static final class Chosen {
    @Option(
        names = {"-l", "--lab"},
        paramLabel = "NAME",
        description = "Which lab. Default: the one that is running.")
    Optional<String> name = Optional.empty();

    RadioLab lab() {
      return RadioLab.named(name.orElseGet(Chosen::only));
    }

    private static String only() {
      List<String> running = RadioLab.running();
      if (running.size() == 1) {
        return running.getFirst();
      }
      throw new LabException(
          running.isEmpty()
              ? "no radio lab is running: start one with `gatehouse lab radio up`"
              : "several radio labs are running, name one: " + String.join(", ", running));
    }
  }

  private static int print(Run run) {
    System.out.print(run.out());
    System.err.print(run.err());
    return run.exit();
  }

  private static void progress(String line) {
    System.err.println("gatehouse: " + line);
  }

  @Command(name = "image", description = "Builds the machine if it is not kept already.")
  static final class Image implements Callable<Integer> {
    @Override
    public Integer call() {
      System.out.println(RadioLab.image(RadioCommand::progress));
      return 0;
    }
  }

  @Command(name = "up", description = "Boots a machine and leaves it running.")
  static final class Up implements Callable<Integer> {
    @Option(names = "--name", description = "Default: ${DEFAULT-VALUE}")
    String name = "radio";

    @Option(names = "--clients", description = "How many Wi-Fi clients. Default: ${DEFAULT-VALUE}")
    int clients = 2;

    @Option(names = "--wait", description = "Waits until the portal answers.")
    boolean wait;

    @Override
    public Integer call() {
      RadioLab lab = RadioLab.up(name, clients, true, RadioCommand::progress);
      if (wait) {
        lab.awaitEdge(Duration.ofMinutes(15));
      }
      System.out.println("radio lab " + name + " is up; end it: gatehouse lab radio down");
      return 0;
    }
  }

  @Command(
      name = "exec",
      description = "Runs a command on a node as root, without a terminal.",
      modelTransformer = LabCommand.OptionsEndAtTheNode.class)
  static final class Exec implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Option(names = "--seconds", description = "Ends it after that. Default: ${DEFAULT-VALUE}")
    int seconds = 300;

    @Parameters(index = "0", paramLabel = "NODE", description = "box, c1..cN, mgmt, internet")
    String node;

    @Parameters(index = "1", arity = "1..*", paramLabel = "COMMAND")
    List<String> command;

    @Override
    public Integer call() {
      return print(chosen.lab().run(node, Duration.ofSeconds(seconds), Words.all(command)));
    }
  }

  @Command(
      name = "client",
      description = "Has a Wi-Fi client join, lease, leave or tell its state.")
  static final class Client implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Parameters(index = "0", paramLabel = "CLIENT", description = "c1..cN")
    String client;

    @Parameters(index = "1", paramLabel = "WORD", description = "join, lease, leave or state")
    String word;

    @Parameters(index = "2", arity = "0..1", paramLabel = "SSID")
    Optional<String> ssid = Optional.empty();

    @Option(names = "--passphrase", description = "Of WPA2 or WPA3. Default: an open network")
    Optional<String> passphrase = Optional.empty();

    @Override
    public Integer call() {
      WifiClient wifi = chosen.lab().client(Integer.parseInt(client.replaceFirst("^c", "")));
      switch (word) {
        case "join" -> {
          String name = ssid.orElseThrow(() -> new LabException("which network? name its SSID"));
          passphrase.ifPresentOrElse(p -> wifi.want(name, p), () -> wifi.want(name));
          wifi.awaitJoined(Duration.ofMinutes(2));
          System.out.print(wifi.state());
        }
        case "lease" -> System.out.println(wifi.lease().words());
        case "leave" -> wifi.leave();
        case "state" -> System.out.print(wifi.state());
        default -> throw new LabException("a client knows join, lease, leave and state");
      }
      return 0;
    }
  }

  @Command(name = "log", description = "Prints the serial log, or what a unit of the box has said.")
  static final class Log implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Parameters(arity = "0..1", paramLabel = "UNIT", description = "gatehouse-edge, 'radio-*' ...")
    Optional<String> unit = Optional.empty();

    @Override
    public Integer call() throws IOException {
      RadioLab lab = chosen.lab();
      System.out.print(
          unit.isPresent()
              ? lab.log(unit.get())
              : Files.readString(lab.serialLog(), StandardCharsets.ISO_8859_1));
      return 0;
    }
  }

  @Command(name = "snapshot", description = "Keeps this moment: memory, devices and disk.")
  static final class Snapshot implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Parameters(paramLabel = "NAME")
    String name;

    @Override
    public Integer call() {
      chosen.lab().snapshot(name);
      return 0;
    }
  }

  @Command(name = "restore", description = "Goes back to a moment that was kept.")
  static final class Restore implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Parameters(paramLabel = "NAME")
    String name;

    @Override
    public Integer call() {
      chosen.lab().restore(name);
      return 0;
    }
  }

  @Command(name = "reset", description = "Cuts the machine's power and gives it back.")
  static final class Reset implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Option(names = "--after", description = "Seconds from now. Default: ${DEFAULT-VALUE}")
    double after;

    @Override
    public Integer call() {
      chosen.lab().resetAfter(Duration.ofMillis((long) (after * 1_000)));
      return 0;
    }
  }

  @Command(name = "ls", description = "Names the radio labs that are running.")
  static final class Ls implements Callable<Integer> {
    @Override
    public Integer call() {
      RadioLab.running().forEach(System.out::println);
      return 0;
    }
  }

  @Command(name = "down", description = "Ends a radio lab and takes its files away.")
  static final class Down implements Callable<Integer> {
    @Mixin Chosen chosen;

    @Override
    public Integer call() {
      chosen.lab().close();
      return 0;
    }
  }
}
