package io.gatehouse.proof.attack;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import io.gatehouse.proof.site.Tap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Taking a paid guest's addresses. */
final class AddressAttacks {
  private AddressAttacks() {}

  static List<Attack> list() {
    return List.of(
        Attack.of(
            "G1",
            "a paid guest's MAC with an address of one's own",
            "ping",
            AddressAttacks::halfClone,
            AddressAttacks::fullCloneWherePlacesDoNotCount),
        Attack.of(
            "G1b",
            "a paid guest's MAC and IP, both, while the guest is there",
            "ping",
            AddressAttacks::fullClone,
            AddressAttacks::fullCloneWherePlacesDoNotCount),
        Attack.knownLimit(
            "G1c",
            "the same while the guest is away and answers nothing",
            "ping",
            AddressAttacks::cloneOfOneWhoIsAway),
        Attack.of(
            "G2",
            "10,000 packets with a paid guest's IP",
            "hping3",
            scene -> spoofed(scene, scene.stranger(), 10_000),
            scene -> spoofed(scene, scene.guest(), 1_000)),
        Attack.of(
            "G6",
            "IPv6: routed by hand, and all nodes of the link",
            "ping tcpdump",
            AddressAttacks::ipv6,
            scene ->
                scene.withHoles(
                    List.of(
                        "sysctl -qw net.ipv6.conf.br-guest.disable_ipv6=0",
                        "sysctl -qw net.ipv6.conf.wan.disable_ipv6=0",
                        "sysctl -qw net.ipv6.conf.all.forwarding=1",
                        "ip6tables -P INPUT ACCEPT",
                        "ip6tables -P FORWARD ACCEPT",
                        "ip6tables -P OUTPUT ACCEPT",
                        "ip6tables -F",
                        "ip -6 addr replace 2001:db8:1::1/64 dev br-guest nodad",
                        "ip -6 addr replace 2001:db8:2::1/64 dev wan nodad",
                        "ip -6 route replace default dev wan",
                        "ip -6 neigh replace 2001:db8:9::9 dev wan lladdr 02:00:00:00:00:99"),
                    () -> ipv6(scene))));
  }

  private static Ipv4 ip(Phone phone) {
    for (String word :
        phone.run("ip", "-4", "-o", "addr", "show", "dev", "eth0").must().split("\\s+", -1)) {
      if (word.contains("/")) {
        return Ipv4.of(word.substring(0, word.indexOf('/')));
      }
    }
    throw new IllegalStateException(phone.node() + " has no address");
  }

  /** The stranger's device puts on addresses of the paid one and pings; then takes them off. */
  private static Seen cloned(Scene scene, Ipv4 address) {
    return wearing(
        scene,
        address,
        target -> scene.stranger().run("ping", "-q", "-c", "20", "-i", "0.05", "-W", "1", target));
  }

  private static Seen wearing(Scene scene, Ipv4 address, Consumer<String> attack) {
    Lab lab = scene.lab();
    String node = scene.stranger().node();
    Mac own = lab.mac(node);
    lab.setMac(node, lab.mac(scene.guest().node()));
    lab.setAddress(node, address, 21);
    try {
      return scene.arriving(attack);
    } finally {
      lab.setMac(node, own);
      scene.stranger().join();
      // The bridge learns again where the paid device is.
      scene.guest().run("ping", "-q", "-c", "2", "-i", "0.2", "10.20.0.1");
    }
  }

  private static Seen halfClone(Scene scene) {
    try {
      return cloned(scene, Ipv4.of("10.20.7.252"));
    } finally {
      prove(scene);
    }
  }

  /** The guest goes on meanwhile. What the clone sends must neither pass nor be billed. */
  private static Seen fullClone(Scene scene) {
    Lab lab = scene.lab();
    Phone guest = scene.guest();
    long before = settledUp(scene);
    String own = scene.target();
    List<String> facts = new ArrayList<>();
    Seen seen =
        wearing(
            scene,
            ip(guest),
            target -> {
              Process there = lab.start(guest.node(), "ping", "-q", "-i", "0.2", "-c", "60", own);
              scene.stranger().run(cloneArgv(target));
              Waiting.until(
                  Scene.LIMIT,
                  "the session being held",
                  () -> state(scene).equals("HELD") && told(scene, "CloneSeen"));
              there.destroy();
              facts.add(
                  scene.stranger().get(Phone.PORTAL + "/").body().contains("Your session is held")
                      ? "told so"
                      : "told nothing");
            });
    long billed = settledUp(scene) - before;
    prove(scene);
    // Its 100 packets have more than 100 kB, the guest's own ones less than 10.
    return new Seen(
        seen.got() + (billed > 20_000 ? billed : 0),
        seen.words() + ", " + billed + " bytes billed, held, " + facts.getFirst());
  }

  private static String[] cloneArgv(String target) {
    return new String[] {"ping", "-q", "-c", "100", "-i", "0.05", "-s", "1000", "-W", "1", target};
  }

  /** The guest shows the cookie and goes on. */
  private static void prove(Scene scene) {
    Phone guest = scene.guest();
    if (state(scene).equals("HELD")) {
      Waiting.until(Scene.LIMIT, "the portal taking the cookie", () -> proved(guest));
    }
    Waiting.until(Scene.LIMIT, "the guest being online again", guest::online);
  }

  private static boolean proved(Phone guest) {
    return guest.get(Phone.PORTAL + "/").status() == 200
        && guest.send("/move", Map.of()).status() == 303;
  }

  private static String state(Scene scene) {
    return scene.hotspot().session(scene.guest()).orElseThrow().getString("state");
  }

  private static boolean told(Scene scene, String kind) {
    return scene.hotspot().journal(50).stream()
        .anyMatch(fact -> fact.getString("kind").equals(kind));
  }

  private static Seen fullCloneWherePlacesDoNotCount(Scene scene) {
    Ipv4 address = ip(scene.guest());
    return scene.withHoles(
        List.of("ipset flush guests-at"),
        () -> wearing(scene, address, target -> scene.stranger().run(cloneArgv(target))));
  }

  private static Seen cloneOfOneWhoIsAway(Scene scene) {
    Phone guest = scene.guest();
    Ipv4 address = ip(guest);
    guest.run("ip", "link", "set", "eth0", "down");
    try {
      return wearing(scene, address, target -> scene.stranger().run(cloneArgv(target)));
    } finally {
      guest.run("ip", "link", "set", "eth0", "up");
      // With a client of its own again, which goes on renewing: later attacks look at that.
      guest.join();
      prove(scene);
    }
  }

  private static Seen spoofed(Scene scene, Phone from, int packets) {
    String paid = ip(scene.guest()).toString();
    long before = settledUp(scene);
    Seen seen =
        scene.arriving(
            target ->
                scene
                    .lab()
                    .run(
                        from.node(),
                        Scene.LIMIT,
                        "hping3",
                        "-q",
                        "-a",
                        paid,
                        "--udp",
                        "-p",
                        "9",
                        "-d",
                        "100",
                        "-i",
                        "u100",
                        "-c",
                        Integer.toString(packets),
                        target));
    Tap.pause(2_500);
    long billed = up(scene) - before;
    return new Seen(
        seen.got() + (from == scene.guest() ? 0 : billed),
        seen.words() + ", " + billed + " bytes billed to the paid guest");
  }

  /** The bill once what the attack before this one sent has been sampled and put on it. */
  private static long settledUp(Scene scene) {
    long last = up(scene);
    for (int tries = 0; tries < 10; tries++) {
      Tap.pause(2_500);
      long now = up(scene);
      if (now == last) {
        return now;
      }
      last = now;
    }
    throw new IllegalStateException("the paid guest's bill never comes to rest");
  }

  private static long up(Scene scene) {
    return scene.hotspot().session(scene.guest()).orElseThrow().getLong("upBytes");
  }

  /** With a neighbour entry by hand nothing has to be found out first. */
  private static Seen ipv6(Scene scene) {
    Phone from = scene.stranger();
    String box = scene.hotspot().inBox("cat", "/sys/class/net/br-guest/address").must().strip();
    from.run("sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=0");
    from.run("ip", "-6", "addr", "replace", "2001:db8:1::66/64", "dev", "eth0", "nodad");
    from.run("ip", "-6", "neigh", "replace", "2001:db8:1::1", "lladdr", box, "dev", "eth0");
    from.run("ip", "-6", "route", "replace", "default", "via", "2001:db8:1::1", "dev", "eth0");
    try (Tap out =
            new Tap(
                scene.lab(),
                "internet",
                "uplink",
                "ip6 host 2001:db8:9::9 or ip6 host 2001:db8:1::66");
        Tap back = new Tap(scene.lab(), from.node(), "eth0", "ip6 and ether src host " + box)) {
      from.run("ping", "-6", "-q", "-c", "10", "-i", "0.1", "-W", "1", "2001:db8:9::9");
      from.run("ping", "-6", "-q", "-c", "3", "-i", "0.2", "-W", "1", "2001:db8:1::1");
      from.run("ping", "-6", "-q", "-c", "3", "-i", "0.2", "-W", "1", "-I", "eth0", "ff02::1");
      from.run("curl", "-6", "-s", "--max-time", "1", "http://[2001:db8:1::1]/");
      Seen outside = out.seen();
      Seen answers = back.seen();
      return new Seen(
          outside.got() + answers.got(),
          outside.got() + " frames outside, " + answers.got() + " from the box");
    }
  }
}
