package io.gatehouse.campaign.bare;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.platform.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The launcher on machines with nothing installed, one a cycle: one whose distribution offers all
 * that is needed, and one whose distribution has no JDK for us. What is committed is what is tried.
 */
public final class BareCampaign implements Campaign {
  private static final String LAUNCHER = "appliance/gatehouse";
  private static final String TWO_DEMOS =
      """
      appliance/gatehouse demo >/tmp/other 2>&1 & other=$!
      appliance/gatehouse demo; one=$?
      wait $other; two=$?
      cat /tmp/other
      exit $((one + two))
      """;
  private static final String PASSED = "All of it happened";

  @Override
  public String name() {
    return "bare";
  }

  @Override
  public String purpose() {
    return "the committed state on a Debian 13 (cycle 0) and 12 (cycle 1) with nothing installed";
  }

  @Override
  public long lastCycle() {
    return 1;
  }

  @Override
  public void run(Range range, Report report) {
    for (long cycle = range.from(); cycle <= Math.min(range.to(), lastCycle()); cycle++) {
      String release = cycle == 0 ? "trixie" : "bookworm";
      try (BareMachine machine =
          BareMachine.of(release, checkout(), Report.target().resolve("bare"))) {
        List<String> wrong = new ArrayList<>();
        bare(machine, wrong);
        if (cycle == 0) {
          everythingIsFetched(machine, wrong, report);
        } else {
          theJdkIsAskedFor(machine, wrong, report);
        }
        report.cycle(cycle, wrong);
      } catch (RuntimeException e) {
        report.cycle(cycle, List.of(release + " could not be tried: " + e));
      }
    }
  }

  private static Path checkout() {
    return Report.target().toAbsolutePath().getParent().getParent();
  }

  private static void bare(BareMachine machine, List<String> wrong) {
    Command.Outcome tools =
        machine.run("sh", "-c", "command -v java mvn curl ip dnsmasq nginx git; true");
    if (!tools.out().isBlank()) {
      wrong.add("control: the machine is not bare, it has " + tools.out());
    }
    expect(wrong, machine.run(LAUNCHER, "--help"), 0, "sudo appliance/gatehouse demo");
    expect(wrong, machine.run(LAUNCHER, "test", "--help"), 0, "--long NAME");
    if (packages(machine) > 0) {
      wrong.add("asking for help installed something");
    }
  }

  private static void everythingIsFetched(BareMachine machine, List<String> wrong, Report report) {
    Command.Outcome status = machine.run(LAUNCHER, "status");
    expect(wrong, status, 1, "Is gatehouse-edge running");
    expect(wrong, status, 1, "installing: openjdk-25-jdk-headless");
    Command.Outcome demos = machine.run("bash", "-c", TWO_DEMOS);
    expect(wrong, demos, 0, PASSED);
    if (demos.out().split(PASSED, -1).length != 3) {
      wrong.add("two demos at once: not both passed");
    }
    report.count("demos that passed on a bare machine", wrong.isEmpty() ? 2 : 0);
    report.count("packages installed", packages(machine));
    expect(
        wrong,
        machine.run(
            "bash",
            "-c",
            "source <(appliance/gatehouse completion); COMP_WORDS=(gatehouse test --long '');"
                + " COMP_CWORD=3; _gatehouse_of_a_checkout; echo ${COMPREPLY[@]}"),
        0,
        "bare");
  }

  private static void theJdkIsAskedFor(BareMachine machine, List<String> wrong, Report report) {
    for (String word : new String[] {"status", "demo", "test", "bench"}) {
      Command.Outcome outcome = machine.run(LAUNCHER, word);
      expect(wrong, outcome, 1, "no JDK 25 or newer found");
      expect(wrong, outcome, 1, "https://adoptium.net");
      report.count("words refused for want of a JDK", outcome.exit() == 1 ? 1 : 0);
    }
    if (packages(machine) > 0) {
      wrong.add("packages were installed although there is no JDK to run anything");
    }
  }

  /** How many packages have been installed since the machine was made. */
  private static long packages(BareMachine machine) {
    return machine
        .run("sh", "-c", "cat /var/log/dpkg.log 2>/dev/null; true")
        .out()
        .lines()
        .filter(line -> line.contains(" status installed "))
        .count();
  }

  private static void expect(
      List<String> wrong, Command.Outcome outcome, int exit, String somewhere) {
    String all = outcome.out() + outcome.err();
    if (outcome.exit() != exit || !all.contains(somewhere)) {
      int tail = Math.max(0, all.length() - 3_000);
      wrong.add(
          "expected exit %d and '%s', got exit %d:\n%s"
              .formatted(exit, somewhere, outcome.exit(), all.substring(tail)));
    }
  }
}
