package io.gatehouse.lab.box;

import io.gatehouse.lab.net.DhcpClient;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.LabState;
import io.gatehouse.lab.net.Site;
import io.gatehouse.lab.net.Topology;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.RunnerUnits;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.platform.units.UnitState;
import io.gatehouse.platform.units.Units;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The box of a lab: its files, its uplink and its services. */
public final class BoxNode {
  /** What an installed box starts, in its order. */
  public static final List<UnitName> ALL_UNITS =
      List.of(
          UnitName.REVERT,
          UnitName.FIREWALL,
          UnitName.ADDRESSES,
          UnitName.WARDEN,
          UnitName.DNSMASQ_LAN,
          UnitName.DNSMASQ_GATE,
          UnitName.MDNS,
          UnitName.HOSTAPD,
          UnitName.EDGE);

  private static final Duration LIMIT = Duration.ofSeconds(30);
  static final String RUNNER = "io.gatehouse.lab.units.UnitRunner";

  private final Site site;
  private final LabState state;
  private final DhcpClient dhcp;

  public BoxNode(Site site, LabState state, DhcpClient dhcp) {
    this.site = site;
    this.state = state;
    this.dhcp = dhcp;
  }

  /** The provider's network, joined by DHCP as the box's network service does. */
  public void uplink() {
    dhcp.lease(Topology.BOX, "wan", "");
  }

  /** Lays out the program and starts the runner of units; no unit runs yet. */
  public void install() {
    Checkout checkout = Checkout.ofThisProgram();
    checkout.install(state.file("box/usr"));
    Checkout.copyTree(checkout.units(), state.file("units"));
    Path systemctl = state.file("bin/systemctl");
    LabState.write(systemctl, Site.resource("systemctl.sh"));
    systemctl.toFile().setExecutable(true);
    startRunner();
  }

  private void startRunner() {
    List<String> argv = new ArrayList<>();
    // A time namespace gives the box a boot of its own: its uptime starts near zero.
    if (Files.exists(Path.of("/proc/self/ns/time"))) {
      argv.addAll(List.of("unshare", "--time", "--boottime", "-" + (uptimeSeconds() - 5)));
      argv.addAll(List.of("--fork", "--kill-child=KILL"));
    }
    argv.addAll(Checkout.java(RUNNER, "24m"));
    argv.addAll(List.of("/run/lab/units", "/run/lab/logs", "/run/lab/units.sock"));
    state.file("units.sock").toFile().delete();
    site.daemon(Topology.BOX, "runner.log", argv);
    Waiting.until(LIMIT, "the runner of units", () -> Files.exists(state.file("units.sock")));
  }

  private static long uptimeSeconds() {
    return Long.parseLong(LabState.read(Path.of("/proc/uptime")).split("\\.", -1)[0]);
  }

  /** The box's units; a unit that will not start is an exception with the end of its log. */
  public Units units() {
    return runner();
  }

  private RunnerUnits runner() {
    return new RunnerUnits(state.file("units.sock"));
  }

  /** Starts everything that an installed box starts. */
  public void startUnits() {
    startUnits(ALL_UNITS);
  }

  public void startUnits(List<UnitName> names) {
    names.forEach(runner()::start);
  }

  /** Stops all units in the reverse order, as a shutdown does. */
  public void stopUnits() {
    ALL_UNITS.reversed().stream()
        .filter(unit -> runner().state(unit) != UnitState.INACTIVE)
        .forEach(runner()::stop);
  }

  /** Ends a unit's main process at once, without a chance to say goodbye. */
  public void kill(UnitName unit) {
    String pid = runner().pid(unit);
    if (pid.isEmpty()) {
      throw new LabException(unit + " is not running");
    }
    site.runOutside("", List.of("kill", "-KILL", pid)).must();
  }

  /** The process of a unit as the machine numbers it, for measuring. */
  public long machinePid(UnitName unit) {
    String inside = runner().pid(unit);
    if (inside.isEmpty()) {
      throw new LabException(unit + " is not running");
    }
    return site.init()
        .descendants()
        .map(ProcessHandle::pid)
        .filter(pid -> lastNamespacePid(pid).equals(inside))
        .findFirst()
        .orElseThrow(() -> new LabException(unit + " is not running"));
  }

  private static String lastNamespacePid(long pid) {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return "";
    }
    for (String line : LabState.read(status).split("\n", -1)) {
      if (line.startsWith("NSpid:")) {
        String[] numbers = line.strip().split("\\s+", -1);
        return numbers[numbers.length - 1];
      }
    }
    return "";
  }

  /** How often the unit has been started since the box was. */
  public int starts(UnitName unit) {
    return runner().starts(unit);
  }

  /** What the unit has said so far. */
  public String log(UnitName unit) {
    Path log = state.file("logs/" + unit + ".log");
    return Files.exists(log) ? LabState.read(log) : "";
  }

  /**
   * Takes the power away and gives it back: every process ends at once, the kernel forgets rules,
   * sets, classes and connections, the boot has another name, the data on disk stays. Units are not
   * started.
   */
  public void reboot() {
    PowerCut.of(site);
    LabState.deleteTree(state.file("box/run/warden.sock"));
    LabState.deleteTree(state.file("box/run/api.sock"));
    LabState.deleteTree(state.file("box/run/alarms"));
    // In place, as the file is what the box sees for /proc/sys/kernel/random/boot_id.
    LabState.write(state.file("box/boot_id"), UUID.randomUUID() + "\n");
    dhcp.forget(Topology.BOX);
    uplink();
    startRunner();
  }

  /** Variables for units that are started from now on, besides those of their files. */
  public void environment(Map<String, String> variables) {
    StringBuilder text = new StringBuilder();
    variables.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    LabState.write(state.file("environment"), text.toString());
  }

  /** Waits until the portal answers guests and the API answers the box's command line. */
  public void awaitEdge(Duration limit) {
    Waiting.until(
        limit,
        "the edge's answer",
        () ->
            site.run(
                    Topology.BOX,
                    LIMIT,
                    "",
                    List.of(
                        "sh",
                        "-c",
                        "curl -s -m 2 -o /dev/null --unix-socket /run/gatehouse/api.sock"
                            + " http://box/ && curl -s -m 2 -o /dev/null http://10.20.0.1/"))
                .ok());
  }

  /** The operator's command line and API on the box. */
  public BoxWords words() {
    return BoxWords.ofBox(site);
  }

  /** The box's {@code /etc/gatehouse}, as the machine sees it. */
  public Path etc() {
    return state.file("box/etc");
  }

  /** The box's {@code /var/lib/gatehouse}, as the machine sees it. */
  public Path data() {
    return state.file("box/var");
  }

  /** The API's Unix socket, as the machine sees it. */
  public Path apiSocket() {
    return state.file("box/run/api.sock");
  }
}
