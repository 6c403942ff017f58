package io.gatehouse.lab.net;

import io.gatehouse.platform.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A wire between the internets of two labs, by which boxes of the one reach the hub of the other.
 * What goes over it is behind the first one's NAT, as all labs have the same addresses.
 */
public final class Trunk {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NEAR = "to-hub";

  private Trunk() {}

  /**
   * @param number tells the wires to one hub apart; 1 to 250
   */
  public static void lay(Site near, Site hub, int number) {
    Path far = hub.inside("/run/netns/" + Topology.INTERNET);
    String farName = "from-" + number;
    List<String> argv =
        new ArrayList<>(List.of("sh", "-c", "exec 3<\"$1\"; shift; exec \"$@\"", "sh"));
    // Neither lab sees the other's names, so the far end is handed over as an open file.
    argv.add(far.toString());
    argv.addAll(
        near.argv(
            Topology.INTERNET,
            List.of(
                "ip",
                "link",
                "add",
                NEAR,
                "type",
                "veth",
                "peer",
                "name",
                farName,
                "netns",
                "/proc/self/fd/3")));
    new Command(LIMIT, argv).must();
    String network = "198.18." + number;
    batch(
        hub,
        List.of("addr add " + network + ".1/30 dev " + farName, "link set " + farName + " up"));
    batch(
        near,
        List.of(
            "addr del " + Internet.HUB + "/32 dev lo",
            "addr add " + network + ".2/30 dev " + NEAR,
            "link set " + NEAR + " up",
            "route add " + Internet.HUB + "/32 via " + network + ".1"));
    near.run(
            Topology.INTERNET,
            LIMIT,
            "",
            List.of(
                "sh",
                "-c",
                "echo 1 >/proc/sys/net/ipv4/ip_forward;"
                    + " iptables -t nat -A POSTROUTING -o "
                    + NEAR
                    + " -j MASQUERADE"))
        .must();
  }

  private static void batch(Site site, List<String> commands) {
    site.run(
            Topology.INTERNET,
            LIMIT,
            String.join("\n", commands) + "\n",
            List.of("ip", "-batch", "-"))
        .must();
  }
}
