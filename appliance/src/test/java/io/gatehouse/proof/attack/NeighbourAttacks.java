package io.gatehouse.proof.attack;

import io.gatehouse.lab.net.LabException;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import io.gatehouse.proof.site.Tap;
import java.util.ArrayList;
import java.util.List;

/** What a device on the same network does to others and to the box's DHCP. */
public final class NeighbourAttacks {
  private NeighbourAttacks() {}

  static List<Attack> list() {
    return List.of(
        Attack.of(
            "G13",
            "ARP: being the gateway, and being a paid guest",
            "arping tcpdump",
            NeighbourAttacks::arp,
            scene ->
                onFlatBridge(
                    scene,
                    scene.guest(),
                    List.of(
                        "ip neigh replace "
                            + address(scene.guest())
                            + " dev br-guest nud reachable lladdr "
                            + scene.lab().mac(scene.guest().node())),
                    () -> arp(scene))),
        Attack.of(
            "G14",
            "a DHCP server of one's own",
            "dnsmasq tcpdump",
            scene -> rogueDhcp(scene, scene.another()),
            scene -> {
              Phone fresh = scene.another();
              return onFlatBridge(scene, fresh, List.of(), () -> rogueDhcp(scene, fresh));
            }));
  }

  /** As if the access point and the bridge kept nobody apart. */
  private static Seen onFlatBridge(
      Scene scene, Phone victim, List<String> more, java.util.function.Supplier<Seen> attack) {
    List<String> holes = new ArrayList<>();
    for (Phone phone : List.of(scene.stranger(), victim)) {
      holes.add("ip link set p-" + phone.node() + " type bridge_slave isolated off");
    }
    holes.add("ebtables -F");
    holes.addAll(more);
    try {
      return scene.withHoles(holes, attack);
    } finally {
      for (Phone phone : List.of(scene.stranger(), victim)) {
        scene
            .hotspot()
            .inBox(
                "ip", "link", "set", "p-" + phone.node(), "type", "bridge_slave", "isolated", "on")
            .must();
      }
    }
  }

  public static String address(Phone phone) {
    for (String word :
        phone.run("ip", "-4", "-o", "addr", "show", "dev", "eth0").must().split("\\s+", -1)) {
      if (word.contains("/")) {
        return word.substring(0, word.indexOf('/'));
      }
    }
    throw new LabException(phone.node() + " has no address");
  }

  private static Seen arp(Scene scene) {
    Phone liar = scene.stranger();
    Phone guest = scene.guest();
    String mac = scene.lab().mac(liar.node()).toString();
    String victim = address(guest);
    guest.run("ping", "-q", "-c", "1", "10.20.0.1");
    liar.run("sysctl", "-qw", "net.ipv4.ip_nonlocal_bind=1");
    try (Tap tap = new Tap(scene.lab(), guest.node(), "eth0", "arp and ether src " + mac)) {
      for (String mode : List.of("-U", "-A")) {
        liar.run("arping", mode, "-q", "-I", "eth0", "-s", "10.20.0.1", "-c", "4", "10.20.0.1");
        liar.run("arping", mode, "-q", "-I", "eth0", "-s", victim, "-c", "4", victim);
      }
      boolean guestFooled = guest.run("ip", "neigh", "show", "10.20.0.1").out().contains(mac);
      boolean boxFooled = scene.hotspot().inBox("ip", "neigh", "show", victim).out().contains(mac);
      long frames = tap.seen().got();
      guest.run("ip", "neigh", "flush", "dev", "eth0");
      return new Seen(
          frames + (guestFooled ? 1 : 0) + (boxFooled ? 1 : 0),
          frames
              + " lies heard by the guest"
              + (guestFooled ? ", guest fooled" : "")
              + (boxFooled ? ", box fooled" : ", box not fooled"));
    }
  }

  private static Seen rogueDhcp(Scene scene, Phone fresh) {
    Phone liar = scene.stranger();
    String mac = scene.lab().mac(liar.node()).toString();
    liar.run("ip", "addr", "replace", "10.66.0.1/24", "dev", "eth0");
    fresh.run("ip", "link", "set", "eth0", "up");
    Process rogue =
        scene
            .lab()
            .start(
                liar.node(),
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--pid-file=",
                "--port=0",
                "--interface=eth0",
                "--dhcp-authoritative",
                "--no-ping",
                "--user=root",
                "--dhcp-leasefile=/run/lab/rogue.leases",
                "--dhcp-range=10.66.0.10,10.66.0.200,255.255.255.0,10m");
    try (Tap tap =
        new Tap(scene.lab(), fresh.node(), "eth0", "udp and src port 67 and ether src " + mac)) {
      Tap.pause(500);
      String lease = fresh.join().toString();
      Seen offers = tap.seen();
      return new Seen(
          offers.got() + (lease.startsWith("10.66.") ? 1 : 0),
          offers.got() + " of its offers heard, lease is " + lease);
    } finally {
      rogue.destroy();
      liar.run("ip", "addr", "del", "10.66.0.1/24", "dev", "eth0");
    }
  }
}
