package io.gatehouse.proof.attack;

import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import io.gatehouse.proof.site.Tap;
import java.util.List;

/** Ways to carry other traffic inside what a stranger may send. */
final class TunnelAttacks {
  private static final String ZONE = "t.tunnel.example.test";

  private TunnelAttacks() {}

  static List<Attack> list() {
    return List.of(
        Attack.byStranger(
            "G3", "DNS tunnel to a server of one's own", "iodine iodined", TunnelAttacks::iodine),
        Attack.byStranger(
            "G3b",
            "names of a tunnel, asked of the resolver that DHCP gave",
            "dig",
            TunnelAttacks::lookups),
        Attack.byStranger(
            "G4",
            "another resolver: 53/udp, 53/tcp, DNS over TLS on 853",
            "dig curl",
            TunnelAttacks::otherResolver),
        Attack.byStranger(
            "G5", "DNS over HTTPS, and QUIC on 443/udp", "curl hping3", TunnelAttacks::overHttps),
        Attack.byStranger(
            "G5b",
            "QUIC and port 22 towards an address of the garden",
            "hping3 dig",
            TunnelAttacks::gardenPorts),
        Attack.knownLimit(
            "G5c",
            "another name on a garden address, 443/tcp",
            "curl dig",
            TunnelAttacks::gardenOtherName),
        Attack.byStranger(
            "G7", "ICMP tunnel: echo with 1400 bytes", "ping hping3", TunnelAttacks::icmp),
        Attack.byStranger(
            "G8",
            "SSH on 443/tcp, WireGuard on 53/udp and 443/udp",
            "ssh hping3",
            TunnelAttacks::otherPorts));
  }

  private static Seen iodine(Scene scene, Phone from) {
    String target = scene.target();
    Process server =
        scene
            .lab()
            .start(
                "internet", "iodined", "-f", "-c", "-P", "open", "-l", target, "10.99.0.1", ZONE);
    try (Tap tap = Tap.toInternet(scene.lab(), target)) {
      Tap.pause(500);
      Process client = scene.lab().start(from.node(), "iodine", "-f", "-P", "open", target, ZONE);
      Tap.pause(6_000);
      boolean up =
          from.run("ip", "-4", "-o", "addr", "show", "dev", "dns0").out().contains("10.99.0.");
      client.destroy();
      Seen seen = tap.seen();
      return new Seen(seen.got(), seen.words() + (up ? ", tunnel up" : ", no tunnel"));
    } finally {
      server.destroy();
    }
  }

  /** Each name is new, so that no cache answers; counted where the internet's resolver hears it. */
  private static Seen lookups(Scene scene, Phone from) {
    String mark = "x" + scene.target().substring("198.19.0.".length()) + from.node();
    for (String type : List.of("TXT", "NULL", "CNAME", "A", "MX", "AAAA")) {
      from.run(
          "dig",
          "+time=1",
          "+tries=1",
          "@10.20.0.1",
          "-t",
          type,
          type + "." + mark + ".example.test");
    }
    from.run(
        "dig", "+time=1", "+tries=1", "@10.20.0.1", "-t", "TXT", mark + "." + Scene.GARDEN_NAME);
    Tap.pause(300);
    long heard =
        scene
            .lab()
            .run("internet", Scene.LIMIT, "cat", "/run/lab/internet/dns.log")
            .out()
            .lines()
            .filter(line -> line.contains("query[") && line.contains(mark))
            .count();
    return Seen.of(heard, "names heard outside");
  }

  private static Seen otherResolver(Scene scene, Phone from) {
    return scene.arriving(
        target -> {
          from.run("dig", "+time=1", "+tries=2", "@" + target, "www.example.test");
          from.run("dig", "+tcp", "+time=1", "+tries=1", "@" + target, "www.example.test");
          from.run("curl", "-ks", "--max-time", "2", "https://" + target + ":853/");
        });
  }

  private static Seen overHttps(Scene scene, Phone from) {
    return scene.arriving(
        target -> {
          from.run(
              "curl",
              "-ks",
              "--max-time",
              "3",
              "--doh-insecure",
              "--doh-url",
              "https://" + target + "/dns-query",
              "https://hidden.example.test/");
          from.run("curl", "-ks", "--max-time", "2", "https://" + target + "/");
          udp(from, target, 443, 1_200);
        });
  }

  private static Seen gardenPorts(Scene scene, Phone from) {
    from.run("dig", "+time=2", "+tries=1", "@10.20.0.1", Scene.GARDEN_NAME);
    try (Tap tap =
        new Tap(
            scene.lab(),
            "internet",
            "uplink",
            "dst host " + Scene.GARDEN + " and (udp or (tcp and dst port 22))")) {
      udp(from, Scene.GARDEN, 443, 1_200);
      from.run("curl", "-s", "--max-time", "2", "telnet://" + Scene.GARDEN + ":22");
      return tap.seen();
    }
  }

  private static Seen gardenOtherName(Scene scene) {
    Phone from = scene.stranger();
    from.run("dig", "+time=2", "+tries=1", "@10.20.0.1", Scene.GARDEN_NAME);
    String body =
        from.run(
                "curl",
                "-ks",
                "--max-time",
                "4",
                "--resolve",
                "other.example.test:443:" + Scene.GARDEN,
                "https://other.example.test/")
            .out();
    return Seen.of(body.length(), "bytes of another site on the garden's address");
  }

  private static Seen icmp(Scene scene, Phone from) {
    return scene.arriving(
        target -> {
          from.run("ping", "-q", "-s", "1400", "-c", "20", "-i", "0.05", "-W", "1", target);
          from.run("hping3", "-q", "--icmp", "-d", "1400", "-c", "20", "-i", "u20000", target);
        });
  }

  private static Seen otherPorts(Scene scene, Phone from) {
    return scene.arriving(
        target -> {
          from.run(
              "ssh",
              "-p",
              "443",
              "-o",
              "ConnectTimeout=2",
              "-o",
              "BatchMode=yes",
              "-o",
              "StrictHostKeyChecking=no",
              "-o",
              "UserKnownHostsFile=/dev/null",
              "nobody@" + target);
          udp(from, target, 53, 148);
          udp(from, target, 443, 148);
          udp(from, target, 51_820, 148);
        });
  }

  private static void udp(Phone from, String target, int port, int bytes) {
    from.run(
        "hping3",
        "-q",
        "--udp",
        "-p",
        Integer.toString(port),
        "-d",
        Integer.toString(bytes),
        "-c",
        "20",
        "-i",
        "u20000",
        target);
  }
}
