package io.gatehouse.network.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Internet;
import io.gatehouse.network.gate.Admission;
import io.gatehouse.network.gate.IpsetGate;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.warden.server.WardenSite;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Speeds on a real kernel, as the guest gets them. */
class ShapingIT {
  private static WardenSite site;
  private static IpsetGate gate;

  @BeforeAll
  static void up() {
    site = new WardenSite(1, Settings.factory());
    gate = new IpsetGate(site.box());
  }

  @AfterAll
  static void down() {
    site.close();
  }

  @Test
  void a_guest_gets_its_speed_and_a_changed_one_at_once() {
    gate.open(List.of(at(new Rate(20_000, 5_000, 0))));
    assertThat(kbps("-R")).isBetween(14_000.0, 20_500.0);
    assertThat(kbps("")).isBetween(3_500.0, 5_500.0);

    gate.renew(List.of(at(new Rate(5_000, 20_000, 0))));
    assertThat(kbps("-R")).isBetween(3_500.0, 5_500.0);
    assertThat(kbps("")).isBetween(14_000.0, 21_000.0);

    gate.renew(List.of(at(Rate.UNLIMITED)));
    assertThat(kbps("-R")).isGreaterThan(50_000.0);
    assertThat(site.run("box", "tc class show dev br-guest; tc class show dev wan").out())
        .isEmpty();
  }

  @Test
  void classes_that_nobody_wants_are_taken_away() {
    site.run("box", "tc class add dev wan parent 1: classid 1:abc htb rate 1mbit");
    gate.reconcile(List.of(at(new Rate(20_000, 5_000, 100))));

    assertThat(site.run("box", "tc class show dev wan").out())
        .contains("1:101 ")
        .doesNotContain("1:abc");
  }

  private static Admission at(Rate rate) {
    return new Admission(Ipv4.of("10.20.1.1"), site.lab().mac("g1"), 600, rate);
  }

  private static double kbps(String direction) {
    String out =
        site.run("g1", "iperf3 -c " + Internet.SPEED + " -p 5201 -t 3 -f k " + direction).must();
    String line = out.lines().filter(l -> l.contains("receiver")).findFirst().orElseThrow();
    return Double.parseDouble(line.replaceAll(".* ([0-9.]+) Kbits/sec.*", "$1"));
  }
}
