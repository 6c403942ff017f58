package io.gatehouse.lab;

import io.gatehouse.lab.box.BoxNode;
import io.gatehouse.lab.box.HubNode;
import io.gatehouse.lab.net.DhcpClient;
import io.gatehouse.lab.net.Forwards;
import io.gatehouse.lab.net.Internet;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.LabState;
import io.gatehouse.lab.net.LabTools;
import io.gatehouse.lab.net.LeaseSeen;
import io.gatehouse.lab.net.Run;
import io.gatehouse.lab.net.Site;
import io.gatehouse.lab.net.Topology;
import io.gatehouse.lab.net.Trunk;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A site made of namespaces: guests, a management client, the box and an internet, on a real kernel
 * with real daemons. Needs root. Several labs on one machine do not see each other, and one that
 * dies leaves nothing running.
 *
 * <p>Nodes are {@code g1} to {@code gN}, {@code mgmt}, {@code box} and {@code internet}. The lab's
 * folder on the machine is seen inside as {@code /run/lab}.
 */
public final class Lab implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final LabState state;
  private final Site site;
  private final Topology topology;
  private final DhcpClient dhcp;
  private final Forwards forwards;
  private final BoxNode box;

  private Lab(LabState state, Site site, int guests) {
    this.state = state;
    this.site = site;
    this.topology = new Topology(site, guests);
    this.dhcp = new DhcpClient(site, state);
    this.forwards = new Forwards(site);
    this.box = new BoxNode(site, state, dhcp);
  }

  /** Makes a lab with the internet running and the box wired but not started. */
  public static Lab up(LabOptions options) {
    LabTools.require();
    LabState.sweep();
    LabState state = new LabState(options.name().orElseGet(Lab::freshName));
    state.create();
    try {
      Site site = Site.create(state, options.keep());
      LabState.write(state.file("guests"), Integer.toString(options.guests()));
      Lab lab = new Lab(state, site, options.guests());
      lab.topology.build();
      new Internet(site, state).start();
      lab.box.uplink();
      lab.box.install();
      return lab;
    } catch (RuntimeException e) {
      state.init().ifPresent(ProcessHandle::destroyForcibly);
      state.delete();
      throw e;
    }
  }

  /** The running lab of that name. */
  public static Lab named(String name) {
    LabState state = new LabState(name);
    ProcessHandle init =
        state.init().orElseThrow(() -> new LabException("no lab named " + name + " is running"));
    return new Lab(
        state, Site.enter(init), Integer.parseInt(LabState.read(state.file("guests")).strip()));
  }

  /** Names of the labs that are running on this machine. */
  public static List<String> running() {
    return LabState.names().stream().filter(n -> new LabState(n).init().isPresent()).toList();
  }

  private static String freshName() {
    return "lab-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  }

  public String name() {
    return state.name();
  }

  /** The machine's number of the lab's first process: the lab lives as long as it does. */
  public long initPid() {
    return site.init().pid();
  }

  /** A file of the lab's folder, as the machine sees it. */
  public Path file(String path) {
    return state.file(path);
  }

  /** Where the machine sees a path of the lab's own {@code /}, such as {@code /run/x}. */
  public Path inside(String path) {
    return site.inside(path);
  }

  /** Runs a command on a node and waits for its end. */
  public Run run(String node, Duration limit, String... argv) {
    return site.run(node, limit, "", List.of(argv));
  }

  /** Runs a command on a node with the text as its input. */
  public Run feed(String node, Duration limit, String input, String... argv) {
    return site.run(node, limit, input, List.of(argv));
  }

  /**
   * Starts a command on a node; it ends with this program. Error output is joined to the output.
   */
  public Process start(String node, String... argv) {
    try {
      return new ProcessBuilder(site.argv(node, List.of(argv))).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new LabException("cannot start " + String.join(" ", argv), e);
    }
  }

  /** The argument list that runs a command on a node, for callers with a terminal to hand over. */
  public List<String> argv(String node, String... argv) {
    return site.argv(node, new ArrayList<>(List.of(argv)));
  }

  /** Joins the network: a real DHCP client gets a lease and keeps it. */
  public Ipv4 lease(String node) {
    return dhcp.lease(node, "eth0", "").ip();
  }

  /** As {@link #lease(String)}, with a host name that the client tells the server. */
  public LeaseSeen lease(String node, String hostname) {
    return dhcp.lease(node, "eth0", hostname);
  }

  /** Has the node's DHCP client renew now. */
  public LeaseSeen renew(String node) {
    return dhcp.renew(node);
  }

  /** Gives the guest's device an unused address; its lease is gone, so ask for another one. */
  public Mac newMac(String guest) {
    dhcp.release(guest);
    return topology.newMac(guest);
  }

  public void setMac(String guest, Mac mac) {
    dhcp.release(guest);
    topology.setMac(guest, mac);
  }

  /** Takes an address without asking anyone. */
  public void setAddress(String guest, Ipv4 address, int prefix) {
    dhcp.release(guest);
    topology.address(guest, address, prefix);
  }

  public Mac mac(String node) {
    return topology.macOf(node);
  }

  /** The node's browser. */
  public Web web(String node) {
    return new Web(this, node);
  }

  public BoxNode box() {
    return box;
  }

  /** The hub that the box can belong to; it is not started. */
  public HubNode hub() {
    return new HubNode(site, state);
  }

  /**
   * Has the box reach the hub of another lab in place of its own.
   *
   * @param number tells the labs that do so apart; 1 to 250
   */
  public void reach(Lab hub, int number) {
    Trunk.lay(site, hub.site, number);
  }

  /**
   * Opens a port on the machine's loopback that leads to what the node reaches at that address and
   * port.
   *
   * @return the port on 127.0.0.1
   */
  public int forward(String node, String address, int port) {
    return forwards.open(node, address, port);
  }

  /** Ends every process of the lab and takes its folder away. */
  @Override
  public void close() {
    site.end();
    state.delete();
  }
}
