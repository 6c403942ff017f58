package io.gatehouse.lab.demo;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.LabOptions;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.platform.process.CommandFailed;
import io.gatehouse.platform.units.UnitsException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job, shown. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a guest getting online in a lab on this machine: lease, probe, page, code, internet,"
          + " speed, end of the plan. Exits with 0 only if all of it happened."
    },
    footer = {
      "",
      "Examples:",
      "  gatehouse demo",
      "  gatehouse demo --keep",
      "  gatehouse demo --fleet",
      "  gatehouse demo --fleet --postgres"
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--keep",
      description =
          "Leaves the lab up afterwards and prints addresses where a browser on this machine opens"
              + " portal and console.")
  boolean keep;

  @Option(
      names = "--fleet",
      description =
          "Shows a hub and three boxes in its place: joined, steered, alone, and with equal books.")
  boolean fleet;

  @Option(
      names = "--postgres",
      description = "With --fleet: the hub has its books on a PostgreSQL server of the lab.")
  boolean postgres;

  /** Set by the one who decides what becomes of the lab: the walk's end, or an interruption. */
  private final AtomicBoolean decided = new AtomicBoolean();

  private volatile Lab lab;

  @Override
  public Integer call() {
    if (fleet && keep) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--keep leaves one site up; it does not go with --fleet");
    }
    if (postgres && !fleet) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--postgres is about the hub: it goes with --fleet");
    }
    return fleet ? fleet() : site();
  }

  private int fleet() {
    long begun = System.nanoTime();
    FleetDemo demo = new FleetDemo(new Steps(System.out), postgres);
    Runtime.getRuntime().addShutdownHook(new Thread(demo::close));
    try (demo) {
      try {
        demo.walk();
      } catch (LabException | UnitsException | CommandFailed e) {
        System.out.println("The demo failed: " + e.getMessage());
        System.out.print(demo.logs());
        return 1;
      }
    }
    happened(begun);
    return 0;
  }

  private static void happened(long begun) {
    System.out.println(
        "All of it happened, in %.0f s.".formatted((System.nanoTime() - begun) / 1e9));
  }

  private int site() {
    long begun = System.nanoTime();
    Steps steps = new Steps(System.out);
    LabOptions options = LabOptions.guests(2);
    // A lab that is to be kept does not end with this program, so an interruption ends it here.
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    try {
      steps.step(
          "a lab of namespaces is made",
          () -> {
            make(keep ? options.kept() : options);
            return "2 guests, a box, a management client, an internet";
          });
      walk(steps);
      happened(begun);
      return 0;
    } catch (LabException | UnitsException | CommandFailed e) {
      if (!decided.get()) {
        System.out.println("The demo failed: " + e.getMessage());
        if (lab != null) {
          System.out.print(new Demo(lab, steps).logs());
        }
      }
      return 1;
    } finally {
      end();
    }
  }

  /** An interruption meanwhile waits, for a half-made lab cannot be ended. */
  private synchronized void make(LabOptions options) {
    lab = Lab.up(options);
  }

  private synchronized void end() {
    if (lab != null && decided.compareAndSet(false, true)) {
      lab.close();
    }
  }

  private void walk(Steps steps) {
    if (!keep) {
      new Demo(lab, steps).walk();
      return;
    }
    int portal = lab.forward("g1", "10.20.0.1", 80);
    int console = lab.forward("mgmt", "192.168.4.1", 443);
    // Both answer to their own names only, so they are told the one that the browser will use.
    lab.box()
        .environment(
            Map.of(
                "GATEHOUSE_PORTAL_ALSO_AT",
                "127.0.0.1:" + portal,
                "GATEHOUSE_CONSOLE_ALSO_AS",
                "127.0.0.1"));
    Demo demo = new Demo(lab, steps);
    demo.walk();
    lab.lease("mgmt");
    String code = demo.spareCode();
    if (decided.compareAndSet(false, true)) {
      tell(portal, console, code);
    }
  }

  private void tell(int portal, int console, String code) {
    String gatehouse = System.getProperty("gatehouse.command", "gatehouse");
    String box = gatehouse + " lab exec --lab " + lab.name() + " box ";
    System.out.println("The lab " + lab.name() + " stays up. In a browser on this machine:");
    line("portal, as the guest sees it", "http://127.0.0.1:" + portal + "/");
    line("a code for it, of one hour", code);
    line("console, as the operator does", "https://127.0.0.1:" + console + "/");
    line("its user", "admin");
    line("its first password", box + "cat /var/lib/gatehouse/first-password");
    line("the box's own words", box + "/usr/lib/gatehouse/bin/gatehouse --help");
    line("the end", gatehouse + " lab down " + lab.name());
  }

  private static void line(String what, String how) {
    System.out.println("  %-30s %s".formatted(what, how));
  }
}
