package io.gatehouse.network.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Internet;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.network.gate.Admission;
import io.gatehouse.network.gate.DriftWatch;
import io.gatehouse.network.gate.IpsetGate;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.warden.server.WardenSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules on a real kernel, seen from an admitted guest (g1) and from one who is not (g2). */
class FirewallIT {
  private static final String SCRIPT =
      Path.of("").toAbsolutePath().resolveSibling("system-files") + "/usr/lib/gatehouse/firewall";
  private static WardenSite site;
  private static IpsetGate gate;
  private static DriftWatch watch;

  @BeforeAll
  static void up() {
    site = new WardenSite(2, Settings.factory());
    gate = new IpsetGate(site.box());
    watch = new DriftWatch(site.box(), gate, () -> gate.reconcile(inside()));
  }

  @AfterAll
  static void down() {
    site.close();
  }

  @BeforeEach
  void only_the_first_guest_is_inside() {
    gate.reconcile(inside());
    watch.check();
  }

  private static List<Admission> inside() {
    return List.of(new Admission(Ipv4.of("10.20.1.1"), site.lab().mac("g1"), 600, Rate.UNLIMITED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nft flush ruleset",
        "iptables -F",
        "iptables -P FORWARD ACCEPT; iptables -F",
        "iptables -t mangle -F",
        "iptables -t nat -F",
        "ipset flush",
        "nft flush ruleset; ipset destroy",
        "ip rule del pref 101",
        "ip rule del pref 100",
        "tc qdisc del dev wan root"
      })
  void sabotage_lets_no_one_in_and_paid_guests_are_back_within_five_seconds(String sabotage) {
    Process unpaid = site.lab().start("g2", ping(Internet.WEB, "9"));
    site.run("box", sabotage);
    long start = System.nanoTime();
    Waiting.until(
        Duration.ofSeconds(20),
        "the paid guest after " + sabotage,
        () -> {
          watch.check();
          return repaired() && site.pings("g1", Internet.WEB, 2) == 2;
        });
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(received(unpaid)).isZero();
  }

  /** The positive control of the row above: the same sender with the guard and rules gone. */
  @Test
  void without_guard_and_rules_the_unpaid_guest_would_have_been_seen() throws Exception {
    site.warden().destroy();
    site.warden().waitFor();
    try {
      site.run("box", "nft flush ruleset; ip rule del pref 101");
      site.run("box", "iptables -t nat -A POSTROUTING -o wan -j MASQUERADE");
      assertThat(site.pings("g2", Internet.WEB, 5)).isEqualTo(5);
    } finally {
      site.startWarden();
      gate = new IpsetGate(site.box());
      watch = new DriftWatch(site.box(), gate, () -> gate.reconcile(inside()));
    }
    assertThat(site.pings("g2", Internet.WEB, 5)).isZero();
  }

  @Test
  void the_guard_alone_stops_unpaid_guests_and_leaves_the_box_reachable() throws Exception {
    site.warden().destroy();
    site.warden().waitFor();
    try {
      site.run("box", "nft flush ruleset");
      site.run("box", "iptables -t nat -A POSTROUTING -o wan -j MASQUERADE");
      assertThat(site.pings("g2", Internet.WEB, 5)).isZero();
      assertThat(site.pings("g2", "10.20.0.1", 5)).isEqualTo(5);
    } finally {
      site.startWarden();
      gate = new IpsetGate(site.box());
      watch = new DriftWatch(site.box(), gate, () -> gate.reconcile(inside()));
    }
  }

  @Test
  void guests_reach_no_other_port_or_address_of_the_box() {
    String ports = "for p in 22 443 853 8080; do socat TCP-LISTEN:$p,fork /dev/null & done";
    Process listeners = site.lab().start("box", "sh", "-c", ports + "; wait");
    Waiting.until(
        Duration.ofSeconds(5),
        "listeners",
        () ->
            site.run("box", "ss -ltn | grep -c -E ':(22|443|853|8080) '")
                .out()
                .strip()
                .equals("4"));
    try {
      for (String guest : List.of("g1", "g2")) {
        assertThat(open(guest, "10.20.0.1", "22 443 853 8080")).isEmpty();
        assertThat(open(guest, "192.168.4.1", "22 443 853 8080")).isEmpty();
        assertThat(open(guest, "203.0.113.1", "22")).isEmpty();
      }
      assertThat(open("box", "10.20.0.1", "22 443 853 8080")).hasSize(4);
    } finally {
      listeners.destroy();
    }
  }

  @Test
  void secure_ports_are_refused_at_once_before_login_and_web_pages_are_the_portal() {
    Process portal =
        site.lab()
            .start("box", "socat", "TCP-LISTEN:80,fork,reuseaddr", "SYSTEM:read line; echo portal");
    try {
      Waiting.until(
          Duration.ofSeconds(5), "portal", () -> site.run("box", "ss -ltn | grep ':80 '").ok());
      // 7 = connection refused; a dropped packet would be 28 = timed out.
      assertThat(site.run("g2", "curl -sk -m 3 https://" + Internet.WEB + "/").exit()).isEqualTo(7);
      assertThat(site.run("g2", "curl -sk -m 3 telnet://" + Internet.WEB + ":853").exit())
          .isEqualTo(7);
      assertThat(site.run("g2", "curl -s -m 3 --http0.9 http://" + Internet.WEB + "/").out())
          .contains("portal");
      assertThat(site.run("g1", "curl -s -m 3 http://" + Internet.WEB + "/").out())
          .contains("internet");
      assertThat(site.run("g1", "curl -sk -m 3 https://" + Internet.WEB + "/").out())
          .contains("internet");
    } finally {
      portal.destroy();
    }
  }

  @Test
  void a_paid_address_from_another_device_gets_nowhere_and_is_not_charged() {
    long before = gate.counters().getFirst().upBytes();
    site.lab().setAddress("g2", Ipv4.of("10.20.1.1"), 21);
    try {
      assertThat(site.pings("g2", Internet.WEB, 10)).isZero();
      assertThat(site.pings("g2", "10.20.0.1", 3)).isZero();
      assertThat(gate.counters().getFirst().upBytes()).isEqualTo(before);
      assertThat(site.pings("g1", Internet.WEB, 3)).isEqualTo(3);
    } finally {
      site.lab().setAddress("g2", Ipv4.of("10.20.1.2"), 21);
    }
  }

  @Test
  void guests_do_not_reach_each_other_not_even_off_the_gateway() {
    assertThat(site.pings("g1", "10.20.1.2", 3)).isZero();
    String gateway = site.run("g1", "ip neigh show 10.20.0.1").out().split(" ")[4];
    site.run("g1", "ip neigh replace 10.20.1.2 lladdr " + gateway + " dev eth0");
    assertThat(site.pings("g1", "10.20.1.2", 3)).isZero();
    site.run("g1", "ip neigh del 10.20.1.2 dev eth0");
  }

  @Test
  void a_flow_ends_with_its_session() {
    Process flow = site.lab().start("g1", ping(Internet.WEB, "3"));
    site.run("box", "sleep 1");
    gate.reconcile(List.of());
    assertThat(received(flow)).isBetween(3, 15);
    assertThat(site.run("box", "conntrack -L -s 10.20.1.1 2>/dev/null").out()).isEmpty();
  }

  @Test
  void the_check_takes_our_files_and_refuses_broken_ones() {
    site.run("box", "rm -rf /tmp/c; cp -r /etc/gatehouse/firewall /tmp/c");
    assertThat(site.run("box", SCRIPT + " check /tmp/c").ok()).isTrue();
    site.run("box", "sed -i 's/-j guest-forward/-j nowhere/' /tmp/c/rules.v4");
    assertThat(site.run("box", SCRIPT + " check /tmp/c").ok()).isFalse();
    site.run("box", "rm -rf /tmp/c");
  }

  private static boolean repaired() {
    return site.run("box", "ip rule | grep -q blackhole && iptables -S FORWARD | grep -q guest-")
        .ok();
  }

  private static String[] ping(String target, String seconds) {
    return new String[] {"ping", "-n", "-q", "-i", "0.1", "-w", seconds, target};
  }

  private static int received(Process ping) {
    try {
      String out = new String(ping.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int at = out.indexOf(" received");
      return Integer.parseInt(out.substring(out.lastIndexOf(' ', at - 1) + 1, at));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> open(String node, String address, String ports) {
    String out =
        site.run(
                node,
                "for p in "
                    + ports
                    + "; do timeout 1 bash -c \"</dev/tcp/"
                    + address
                    + "/$p\" 2>/dev/null && echo $p; done")
            .out();
    return out.lines().toList();
  }
}
