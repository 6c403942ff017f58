package io.gatehouse.lab.box;

import io.gatehouse.lab.net.Site;
import io.gatehouse.lab.net.Topology;
import io.gatehouse.lab.net.Waiting;
import java.time.Duration;
import java.util.List;

/** Ends everything that runs on the box and empties what its kernel knows. */
final class PowerCut {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final String FORGET =
      """
      echo 0 > /proc/sys/net/ipv4/ip_forward
      nft flush ruleset
      ipset destroy
      conntrack -F 2>/dev/null
      ip rule flush
      ip rule add pref 32766 lookup main
      ip rule add pref 32767 lookup default
      ip neigh flush all nud permanent
      for device in br-guest br-mgmt wan; do
        tc qdisc del dev $device root 2>/dev/null
        tc qdisc del dev $device ingress 2>/dev/null
        ip neigh flush dev $device nud all
      done
      ip addr flush dev wan
      rm -rf /run/systemd /run/gatehouse-dhcp
      """;

  private PowerCut() {}

  static void of(Site site) {
    Waiting.until(
        LIMIT,
        "the end of the box's processes",
        () -> {
          String pids = site.runOutside("", List.of("ip", "netns", "pids", Topology.BOX)).must();
          if (pids.isBlank()) {
            return true;
          }
          site.runOutside(pids, List.of("sh", "-c", "kill -KILL $(cat) 2>/dev/null; true"));
          return false;
        });
    site.run(Topology.BOX, LIMIT, "", List.of("sh", "-c", FORGET + "true"));
  }
}
