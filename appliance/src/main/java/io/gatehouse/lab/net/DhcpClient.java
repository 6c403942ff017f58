package io.gatehouse.lab.net;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real DHCP client (busybox udhcpc) for each node, which goes on renewing until the lab ends. */
public final class DhcpClient {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Site site;
  private final LabState state;

  public DhcpClient(Site site, LabState state) {
    this.site = site;
    this.state = state;
    LabState.write(state.file("dhcp-event.sh"), Site.resource("dhcp-event.sh"));
    LabState.write(state.file("leases/README"), "Leases that the lab's nodes got.\n");
    state.file("dhcp-event.sh").toFile().setExecutable(true, false);
  }

  /**
   * Asks for a lease anew and waits for it.
   *
   * @param hostname what the client calls itself; empty = nothing
   */
  public LeaseSeen lease(String node, String device, String hostname) {
    release(node);
    deleteNote(node);
    List<String> argv =
        new ArrayList<>(
            List.of("env", "LAB_NODE=" + node, "busybox", "udhcpc", "-f", "-i", device));
    argv.addAll(List.of("-t", "10", "-T", "1", "-A", "1", "-O", "114"));
    if (!hostname.isEmpty()) {
      argv.addAll(List.of("-x", "hostname:" + hostname));
    }
    argv.addAll(List.of("-s", "/run/lab/dhcp-event.sh"));
    site.run(node, LIMIT, "", List.of("ip", "link", "set", device, "up")).must();
    long pid = site.daemon(node, "leases/" + node + ".log", argv);
    LabState.write(pidFile(node), Long.toString(pid));
    Waiting.until(LIMIT, "a DHCP lease on " + node, () -> seen(node).isPresent());
    return seen(node).orElseThrow();
  }

  /** Has the client ask for the same lease again now, as it would at half of its time. */
  public LeaseSeen renew(String node) {
    deleteNote(node);
    signal(node, "USR1");
    Waiting.until(LIMIT, "a renewed lease on " + node, () -> seen(node).isPresent());
    return seen(node).orElseThrow();
  }

  /** Ends the client without a word to the server, as a device does that walks away. */
  public void release(String node) {
    if (Files.exists(pidFile(node))) {
      signal(node, "KILL");
      pidFile(node).toFile().delete();
    }
  }

  /** The client went down with its node. */
  public void forget(String node) {
    pidFile(node).toFile().delete();
  }

  private Path pidFile(String node) {
    return state.file("leases/" + node + ".pid");
  }

  private void signal(String node, String signal) {
    if (!Files.exists(pidFile(node))) {
      throw new LabException(node + " has no DHCP client running");
    }
    site.runOutside("", List.of("kill", "-" + signal, LabState.read(pidFile(node))));
  }

  Optional<LeaseSeen> seen(String node) {
    Path note = state.file("leases/" + node);
    if (!Files.exists(note)) {
      return Optional.empty();
    }
    return Optional.of(LeaseSeen.ofNote(LabState.read(note)));
  }

  private void deleteNote(String node) {
    state.file("leases/" + node).toFile().delete();
  }
}
