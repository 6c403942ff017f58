package io.gatehouse.warden.gate;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.warden.kernel.Devices;
import io.gatehouse.warden.kernel.KernelRefused;
import io.gatehouse.warden.port.GuestPorts;
import io.gatehouse.warden.verb.GateBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The admission sets, the neighbour entries of those inside, and their connections. */
public final class KernelGate implements AutoCloseable {
  private final Pipe ipset = Pipe.ipset();
  private final Pipe ip = Pipe.ip();
  private final Connections connections;
  private final Devices devices;
  private final GuestPorts ports;
  private boolean recalled;

  public KernelGate(Devices devices, Connections connections, GuestPorts ports) {
    this.devices = devices;
    this.connections = connections;
    this.ports = ports;
  }

  public void carryOut(GateBatch batch) {
    List<String> sets = new ArrayList<>(2 * batch.changes().size());
    List<String> neighbours = new ArrayList<>(batch.changes().size());
    List<Ipv4> moved = new ArrayList<>(batch.changes().size());
    String bridge = devices.read().guests();
    recall();
    int index = ports.bridge();
    for (GateBatch.Change change : batch.changes()) {
      switch (change) {
        case GateBatch.Open open -> {
          // Bitmap sets give a new element the counters of the dead one before it: zero them.
          String fresh = " packets 0 bytes 0";
          up(sets, open.ip(), open.mac(), open.ttlSeconds(), fresh, open.upClass());
          down(sets, open.ip(), open.ttlSeconds(), fresh, open.downClass());
          place(sets, ports.admit(open.ip(), open.mac(), index));
          // A permanent entry, so that no one takes the guest's download by claiming its address.
          neighbours.add(pin(open.ip(), open.mac(), bridge));
          moved.add(open.ip());
        }
        case GateBatch.Renew renew -> {
          up(sets, renew.ip(), renew.mac(), renew.ttlSeconds(), "", renew.upClass());
          down(sets, renew.ip(), renew.ttlSeconds(), "", renew.downClass());
        }
        case GateBatch.Follow follow -> place(sets, ports.follow(follow.ip(), index));
        case GateBatch.Close close -> {
          // Download first: an address in it but not in the other counts as a forged one.
          sets.add("del -exist guests-dn " + close.ip());
          sets.add("del -exist guests-up " + close.ip());
          place(sets, ports.leave(close.ip()));
          // Not "del": that ends the tool where there is no entry.
          neighbours.add("neigh replace " + close.ip() + " dev " + bridge + " nud failed");
          moved.add(close.ip());
        }
      }
    }
    String printed = complaints(ipset.exchange(sets));
    String unplaced = ip.exchange(neighbours).strip();
    connections.forget(moved);
    refuse(printed);
    if (!unplaced.isEmpty()) {
      throw new KernelRefused("ip neigh", unplaced);
    }
  }

  /** What ipset prints of both sets, upload first. */
  public Printed counters() {
    Printed printed = ipset.ask(List.of("save guests-up", "save guests-dn"));
    refuse(complaints(printed.from("ipset v")));
    return printed;
  }

  /**
   * After some errors, such as a save of a set that is not there, the tool goes on but without a
   * word applies nothing any more: a new one is started for what comes next.
   */
  private void refuse(String complaints) {
    if (!complaints.isEmpty()) {
      ipset.close();
      throw new KernelRefused("ipset", complaints);
    }
  }

  /** Who is met at another place than the own one. */
  public String sightings() {
    recall();
    return ports.sightings();
  }

  /**
   * Makes permanent again what something else has loosened: the DHCP server writes a neighbour
   * entry of its own for a guest who asks anew.
   */
  public void pinLoose() {
    Map<Ipv4, Mac> loose = ports.takeLoose();
    if (!loose.isEmpty()) {
      String bridge = devices.read().guests();
      List<String> pins = new ArrayList<>(loose.size());
      loose.forEach((address, mac) -> pins.add(pin(address, mac, bridge)));
      String unplaced = ip.exchange(pins).strip();
      if (!unplaced.isEmpty()) {
        throw new KernelRefused("ip neigh", unplaced);
      }
    }
  }

  private static String pin(Ipv4 address, Mac mac, String bridge) {
    return "neigh replace " + address + " lladdr " + mac + " dev " + bridge + " nud permanent";
  }

  private static void place(List<String> sets, String line) {
    if (!line.isEmpty()) {
      sets.add(line);
    }
  }

  private void recall() {
    if (!recalled && ports.held()) {
      Printed saved = ipset.ask(List.of("save guests-up", "save guests-at"));
      refuse(complaints(saved.from("ipset v")));
      ports.recall(saved.text());
      recalled = true;
    }
  }

  public void endIfStuck() {
    ipset.endIfStuck();
    ip.endIfStuck();
  }

  private static void up(
      List<String> sets, Ipv4 ip, Mac mac, int ttl, String counters, int shaperClass) {
    sets.add(
        "add -exist guests-up "
            + ip
            + ","
            + mac
            + " timeout "
            + ttl
            + counters
            + " skbmark 0x3/0x3 skbprio 1:"
            + Integer.toHexString(shaperClass));
  }

  private static void down(List<String> sets, Ipv4 ip, int ttl, String counters, int shaperClass) {
    sets.add(
        "add -exist guests-dn "
            + ip
            + " timeout "
            + ttl
            + counters
            + " skbmark 0x2/0x2 skbprio 1:"
            + Integer.toHexString(shaperClass));
  }

  /** The lines that say what went wrong. */
  private static String complaints(String printed) {
    StringBuilder complaints = new StringBuilder();
    for (int at = printed.indexOf("ipset v"); at >= 0; at = printed.indexOf("ipset v", at + 1)) {
      int end = printed.indexOf('\n', at);
      complaints.append(printed, at, end < 0 ? printed.length() : end).append('\n');
    }
    return complaints.toString();
  }

  @Override
  public void close() {
    ipset.close();
    ip.close();
  }
}
