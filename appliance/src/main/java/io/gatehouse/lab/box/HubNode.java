package io.gatehouse.lab.box;

import io.gatehouse.lab.net.Internet;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.LabState;
import io.gatehouse.lab.net.Site;
import io.gatehouse.lab.net.Topology;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.RunnerUnits;
import io.gatehouse.platform.units.UnitName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A hub in a lab's internet, under {@link Internet#HUB_NAME}: the same program by its own unit, run
 * by a runner of its own. Its words and the box's share {@code /run} and {@code /etc}, and nothing
 * else.
 */
public final class HubNode {
  /** Where boxes call it. */
  public static final String URL = "https://" + Internet.HUB_NAME;

  private static final int PORT = 8443;
  private static final UnitName UNIT = new UnitName("gatehouse-hub");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String HOME = "hub";

  private final Site site;
  private final LabState state;
  private boolean server;

  public HubNode(Site site, LabState state) {
    this.site = site;
    this.state = state;
  }

  /** Has its books on a PostgreSQL server beside it; to be called before its first start. */
  public void onPostgres() {
    server = true;
  }

  /** Starts the hub and waits until it answers; the first time its runner too. */
  public void start() {
    if (!Files.exists(socket())) {
      install();
    }
    runner().start(UNIT);
    Waiting.until(LIMIT, "the hub's answer", this::answers);
  }

  private void install() {
    Path units = Checkout.ofThisProgram().units();
    for (String file : List.of(UNIT.file(), "gatehouse.tmpfiles")) {
      LabState.write(state.file(HOME + "/units/" + file), LabState.read(units.resolve(file)));
    }
    String names = "GATEHOUSE_HUB_NAME=" + Internet.HUB_NAME + "\n";
    LabState.write(
        site.inside("/etc/default/gatehouse-hub"),
        server ? names + new PostgresNode(site, state).start() : names);
    String home = "/run/lab/" + HOME;
    List<String> argv = new ArrayList<>(Checkout.java(BoxNode.RUNNER, "24m"));
    argv.addAll(List.of(home + "/units", home + "/logs", home + "/units.sock"));
    site.daemon(Topology.INTERNET, HOME + "/runner.log", argv);
    Waiting.until(LIMIT, "the hub's runner of units", () -> Files.exists(socket()));
  }

  private Path socket() {
    return state.file(HOME + "/units.sock");
  }

  private RunnerUnits runner() {
    return new RunnerUnits(socket());
  }

  private boolean answers() {
    return site.run(
            Topology.INTERNET,
            LIMIT,
            "",
            List.of(
                "curl",
                "-sf",
                "-m",
                "5",
                "-o",
                "/dev/null",
                "--unix-socket",
                "/run/gatehouse-hub/api.sock",
                "http://hub/api/v1/boxes"))
        .ok();
  }

  public void stop() {
    runner().stop(UNIT);
  }

  /** Ends its process at once; its unit has it started again. */
  public void kill() {
    String pid = runner().pid(UNIT);
    if (pid.isEmpty()) {
      throw new LabException("the hub is not running");
    }
    site.runOutside("", List.of("kill", "-KILL", pid)).must();
    Waiting.until(LIMIT, "another hub", () -> !runner().pid(UNIT).equals(pid) && answers());
  }

  /** Whether boxes get through to it; what they send is dropped on the way otherwise. */
  public void reachable(boolean open) {
    site.run(
            Topology.INTERNET,
            LIMIT,
            "",
            List.of(
                "iptables",
                open ? "-D" : "-I",
                "INPUT",
                "-p",
                "tcp",
                "--dport",
                Integer.toString(PORT),
                "-j",
                "DROP"))
        .must();
  }

  /** The hub's own command line and API. */
  public BoxWords words() {
    return BoxWords.ofHub(site);
  }

  /** What the hub has said so far. */
  public String log() {
    Path log = state.file(HOME + "/logs/" + UNIT + ".log");
    return Files.exists(log) ? LabState.read(log) : "";
  }
}
