package io.gatehouse.lab.radio;

import io.gatehouse.lab.box.Checkout;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Run;
import io.gatehouse.lab.net.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A box with a radio in an emulated machine of its own: Debian's kernel with simulated radios,
 * systemd with the project's units, Wi-Fi clients and an internet. For what the namespace lab
 * cannot show: real associations, real units, resets, and moments that are gone back to.
 *
 * <p>Nodes are {@code box}, {@code c1} to {@code cN}, {@code mgmt} and {@code internet}. Everything
 * is some thirty times slower than on the host: limits are to be generous.
 */
public final class RadioLab implements AutoCloseable {
  private static final Path HOME = Path.of("/var/lib/gatehouse-radio");
  private static final Duration BOOT = Duration.ofMinutes(20);

  private final Path folder;
  private final Machine machine;

  private RadioLab(Path folder) {
    this.folder = folder;
    this.machine = new Machine(folder);
  }

  /** Why there can be no radio lab on this machine; empty if there can. */
  public static Optional<String> missing() {
    return RadioTools.missing();
  }

  /** Builds the machine unless it is kept already; returns its folder. */
  public static Path image(Consumer<String> progress) {
    RadioTools.require();
    return RadioImage.ensure(Checkout.ofThisProgram(), progress).folder();
  }

  /**
   * Builds what has to be built, boots the machine and waits until its agent answers and its wires
   * and radios are there. The box's services may still be starting.
   *
   * @param clients Wi-Fi clients, 1 to 20
   * @param keep the machine outlives the process that made it
   */
  public static RadioLab up(String name, int clients, boolean keep, Consumer<String> progress) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,30}") || clients < 1 || clients > 20) {
      throw new LabException(
          "a radio lab has 1 to 20 clients and a name of small letters, digits and hyphens");
    }
    RadioTools.require();
    Checkout checkout = Checkout.ofThisProgram();
    RadioImage image = RadioImage.ensure(checkout, progress);
    RadioLab lab = new RadioLab(HOME.resolve(name));
    if (lab.machine.running()) {
      throw new LabException("a radio lab named " + name + " is running already");
    }
    Folders.delete(lab.folder);
    try {
      Files.createDirectories(lab.folder);
      BuildDisk.write(checkout, clients, lab.machine.buildDisk());
      progress.accept("booting; the serial log is " + lab.machine.serialLog());
      long start = System.nanoTime();
      lab.machine.start(image, keep);
      lab.awaitSite();
      progress.accept("booted in %d s".formatted((System.nanoTime() - start) / 1_000_000_000));
      return lab;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LabException e) {
      lab.machine.end();
      throw e;
    }
  }

  /** The running lab of that name. */
  public static RadioLab named(String name) {
    RadioLab lab = new RadioLab(HOME.resolve(name));
    if (!lab.machine.running()) {
      throw new LabException("no radio lab named " + name + " is running");
    }
    return lab;
  }

  /** Names of the labs that are running on this machine. */
  public static List<String> running() {
    if (!Files.isDirectory(HOME)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(HOME)) {
      return all.filter(p -> new Machine(p).running())
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitSite() {
    // The first request waits for the agent, which comes early; the script then for the rest.
    run(
            "box",
            BOOT,
            "until systemctl is-active --quiet radio-site; do"
                + " systemctl is-failed --quiet radio-site &&"
                + " { journalctl --no-pager -u radio-site; exit 1; }; sleep 0.5; done")
        .must();
  }

  /** Runs a shell script as root on a node and waits for its end. Exit 124: it took too long. */
  public Run run(String node, Duration limit, String script) {
    if (!node.matches("box|mgmt|internet|c[0-9]{1,2}")) {
      throw new LabException("no node named " + node + ": there are box, c1 to cN, mgmt, internet");
    }
    return machine.run(
        limit,
        node.equals("box") ? script : "ip netns exec " + node + " bash -c " + Words.one(script));
  }

  /** A Wi-Fi client by its number, from 1. */
  public WifiClient client(int number) {
    return new WifiClient(this, "c" + number);
  }

  /** Waits until the portal answers guests and the API the box's command line. */
  public void awaitEdge(Duration limit) {
    Run run =
        run(
            "box",
            limit,
            "until curl -s -m 20 -o /dev/null --unix-socket /run/gatehouse/api.sock http://box/"
                + " && curl -s -m 20 -o /dev/null http://10.20.0.1/; do sleep 1; done");
    if (!run.ok()) {
      throw new LabException(
          "the edge did not answer within " + limit.toSeconds() + " s\n" + log("gatehouse-*"));
    }
  }

  /** What units have said since the machine started, by a pattern of their names. */
  public String log(String units) {
    return run(
            "box",
            Duration.ofMinutes(1),
            "journalctl --no-pager -o short-monotonic -u " + Words.one(units))
        .must();
  }

  /** Everything the machine has written to its serial line, over all its starts. */
  public Path serialLog() {
    return machine.serialLog();
  }

  /** Keeps this very moment: memory, devices and disk. */
  public void snapshot(String name) {
    told(machine.monitor("savevm " + Words.name(name)));
  }

  /** Goes back to a kept moment. The machine's clocks go on from there as if nothing had been. */
  public void restore(String name) {
    told(machine.monitor("loadvm " + Words.name(name)));
  }

  private static void told(String answer) {
    int error = answer.indexOf("Error");
    if (error >= 0) {
      throw new LabException(answer.substring(error).strip());
    }
  }

  /**
   * Cuts the power now and gives it back: what the kernel had not yet written to the disk is lost.
   */
  public void reset() {
    told(machine.monitor("system_reset"));
    awaitSite();
  }

  /** As {@link #reset()}, a time from now, while other things go on. */
  public void resetAfter(Duration delay) {
    long end = System.nanoTime() + delay.toNanos();
    Waiting.until(delay.plusSeconds(10), "the moment", () -> System.nanoTime() >= end);
    reset();
  }

  /** Ends the machine and takes its files away. */
  @Override
  public void close() {
    machine.end();
    Folders.delete(folder);
  }
}
