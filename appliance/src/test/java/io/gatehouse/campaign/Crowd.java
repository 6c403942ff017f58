package io.gatehouse.campaign;

import io.gatehouse.lab.Lab;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Hundreds of guests behind one wire: a device of its own for each, with its own hardware address
 * and lease, on the lab's first guest node. Leases are written for the DHCP server to find when it
 * starts, as hundreds of DHCP clients would take the machine's time.
 */
public final class Crowd implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NODE = "g1";
  private static final Ipv4 FIRST = Ipv4.of("10.20.4.1");
  private static final long FIRST_MAC = 0x0268_0000_0001L;

  private final int size;
  private final Doorway doorway;

  private Crowd(int size, Doorway doorway) {
    this.size = size;
    this.doorway = doorway;
  }

  /** Writes the leases; to be done before the box's units start. */
  public static void lease(Lab lab, int size) {
    StringBuilder leases = new StringBuilder();
    long end = System.currentTimeMillis() / 1_000 + 86_400;
    for (int i = 0; i < size; i++) {
      leases.append(end).append(' ').append(mac(i)).append(' ').append(ip(i)).append(" * *\n");
    }
    Path file = lab.file("box/dnsmasq/lan.leases");
    try {
      Files.writeString(file, leases);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lab.run("box", LIMIT, "chown", "gatehouse-dns:", "/var/lib/gatehouse-dnsmasq/lan.leases")
        .must();
  }

  /** Brings the devices up. Each speaks from its own device, so that frames carry its address. */
  public static Crowd gather(RunningBox box, int size) {
    List<String> commands = new ArrayList<>(List.of("link set eth0 up"));
    for (int i = 0; i < size; i++) {
      String device = "mv" + i;
      int table = 1_000 + i;
      commands.add("link add link eth0 name " + device + " address " + mac(i) + " type macvlan");
      commands.add("addr add " + ip(i) + "/21 dev " + device);
      commands.add("link set " + device + " up");
      commands.add("route add 10.20.0.0/21 dev " + device + " table " + table);
      commands.add("route add default via 10.20.0.1 dev " + device + " table " + table);
      commands.add("rule add from " + ip(i) + " lookup " + table + " pref " + table);
    }
    box.lab()
        .run(
            NODE,
            LIMIT,
            "sh",
            "-c",
            "cd /proc/sys/net/ipv4/conf; for c in all default; do echo 1 > $c/arp_ignore;"
                + " echo 2 > $c/arp_announce; echo 0 > $c/rp_filter; done")
        .must();
    box.lab().feed(NODE, LIMIT, String.join("\n", commands) + "\n", "ip", "-batch", "-").must();
    return new Crowd(size, box.doorway(NODE));
  }

  public int size() {
    return size;
  }

  public static Ipv4 ip(int index) {
    return FIRST.plus(index);
  }

  public static Mac mac(int index) {
    return new Mac(FIRST_MAC + index);
  }

  public PortalGuest guest(int index) {
    return new PortalGuest(doorway, ip(index).toString(), false);
  }

  @Override
  public void close() {
    doorway.close();
  }
}
