package io.gatehouse.lab.net;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The wires of a lab:
 *
 * <pre>
 * g1..gN ── br-guest ┐
 *                    box ── wan ── internet
 * mgmt ──── br-mgmt  ┘
 * </pre>
 */
public final class Topology {
  public static final String BOX = "box";
  public static final String INTERNET = "internet";
  static final String MANAGEMENT = "mgmt";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Site site;
  private final int guests;

  public Topology(Site site, int guests) {
    this.site = site;
    this.guests = guests;
  }

  public void build() {
    List<String> nodes = new ArrayList<>(List.of(BOX, INTERNET, MANAGEMENT));
    List<String> wires = new ArrayList<>();
    wires.add("link add br-guest netns box type bridge");
    wires.add("link add br-mgmt netns box type bridge");
    wires.add("link add wan netns box type veth peer name uplink netns internet");
    wires.add("link add p-mgmt netns box type veth peer name eth0 netns mgmt");
    for (int i = 1; i <= guests; i++) {
      nodes.add("g" + i);
      wires.add(
          "link add p-g%d netns box type veth peer name eth0 address %s netns g%d"
              .formatted(i, mac(i), i));
    }
    List<String> first = new ArrayList<>();
    nodes.forEach(n -> first.add("netns add " + n));
    first.addAll(wires);
    site.runOutside(lines(first), List.of("ip", "-batch", "-")).must();
    for (String node : nodes) {
      LabState.write(site.inside("/etc/netns/" + node + "/resolv.conf"), "");
    }
    buildBox();
    batch(
        INTERNET,
        List.of(
            "link set lo up",
            "addr add 203.0.113.1/24 dev uplink",
            "link set uplink up",
            // A whole network on lo: each of its addresses is a host of the internet.
            "addr add 198.19.0.0/24 dev lo",
            "addr add " + Internet.HUB + "/32 dev lo"));
    batch(MANAGEMENT, List.of("link set lo up"));
    for (int i = 1; i <= guests; i++) {
      batch("g" + i, List.of("link set lo up"));
    }
  }

  private void buildBox() {
    List<String> box =
        new ArrayList<>(
            List.of(
                "link set lo up",
                "link set wan up",
                "link set p-mgmt master br-mgmt up",
                "addr add 10.20.0.1/21 dev br-guest",
                "addr add 192.168.4.1/24 dev br-mgmt"));
    for (int i = 1; i <= guests; i++) {
      box.add("link set p-g%d master br-guest up".formatted(i));
      box.add("link set p-g%d type bridge_slave isolated on".formatted(i));
    }
    box.add("link set br-guest up");
    box.add("link set br-mgmt up");
    batch(BOX, box);
    // With it on, bridged frames meet the FORWARD chain and a test of guest to guest would lie.
    site.run(
            BOX,
            LIMIT,
            "",
            List.of(
                "sh",
                "-c",
                "f=/proc/sys/net/bridge/bridge-nf-call-iptables; [ ! -e $f ] || echo 0 > $f"))
        .must();
  }

  private void batch(String node, List<String> commands) {
    site.run(node, LIMIT, lines(commands), List.of("ip", "-batch", "-")).must();
  }

  private static String lines(List<String> commands) {
    return String.join("\n", commands) + "\n";
  }

  /** The address a guest's device was made with. */
  static Mac mac(int guest) {
    return new Mac(0x0267_0000_0000L + guest);
  }

  /** Gives a guest's device an address that no one has, as phones do. */
  public Mac newMac(String guest) {
    Mac mac = new Mac((RANDOM.nextLong() & 0xfcff_ffff_ffffL) | 0x0200_0000_0000L);
    setMac(guest, mac);
    return mac;
  }

  public void setMac(String guest, Mac mac) {
    batch(
        guest,
        List.of("link set eth0 down", "addr flush dev eth0", "link set eth0 address " + mac));
  }

  public Mac macOf(String node) {
    String[] words =
        site.run(node, LIMIT, "", List.of("ip", "-o", "link", "show", "eth0")).must().split(" ");
    for (int i = 0; i < words.length - 1; i++) {
      if (words[i].equals("link/ether")) {
        return Mac.of(words[i + 1]);
      }
    }
    throw new LabException("no eth0 on " + node);
  }

  /** Gives a node an address by hand, without asking DHCP: what an intruder does. */
  public void address(String node, Ipv4 address, int prefix) {
    batch(
        node,
        List.of(
            "addr flush dev eth0",
            "addr add " + address + "/" + prefix + " dev eth0",
            "link set eth0 up",
            "route replace default via 10.20.0.1"));
  }
}
