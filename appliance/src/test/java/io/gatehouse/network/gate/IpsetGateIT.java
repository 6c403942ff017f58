package io.gatehouse.network.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.warden.server.WardenSite;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gate on a real kernel, seen from the guests. */
class IpsetGateIT {
  private static final String HOST = "203.0.113.1";
  private static WardenSite site;
  private static Gate gate;

  @BeforeAll
  static void up() {
    site = new WardenSite(2, Settings.factory());
    gate = new IpsetGate(site.box());
  }

  @AfterAll
  static void down() {
    site.close();
  }

  @AfterEach
  void everyone_out() {
    gate.reconcile(List.of());
  }

  @Test
  void a_member_passes_and_others_do_not() {
    gate.open(List.of(admission(1)));

    assertThat(site.pings("g1", HOST, 5)).isEqualTo(5);
    assertThat(site.pings("g2", HOST, 5)).isZero();

    gate.close(List.of(ip(1)));
    assertThat(site.pings("g1", HOST, 5)).isZero();
  }

  @Test
  void every_byte_is_counted_once() {
    gate.open(List.of(admission(1)));

    assertThat(site.pings("g1", HOST, 10)).isEqualTo(10);

    Counter counter = gate.counters().getFirst();
    assertThat(counter.mac()).isEqualTo(site.lab().mac("g1"));
    assertThat(counter.upBytes()).isEqualTo(10 * 84);
    assertThat(counter.downBytes()).isEqualTo(10 * 84);
  }

  @Test
  void a_reused_address_starts_from_zero() {
    gate.open(List.of(admission(1)));
    site.pings("g1", HOST, 3);
    gate.close(List.of(ip(1)));
    Mac next = Mac.of("02:00:00:00:00:99");

    gate.open(List.of(new Admission(ip(1), next, 600, Rate.UNLIMITED)));

    Counter counter = gate.counters().getFirst();
    assertThat(counter.mac()).isEqualTo(next);
    assertThat(counter.upBytes() + counter.downBytes()).isZero();
  }

  @Test
  void a_renewal_keeps_the_counters() {
    gate.open(List.of(admission(1)));
    site.pings("g1", HOST, 3);

    gate.renew(List.of(new Admission(ip(1), site.lab().mac("g1"), 5_000, Rate.UNLIMITED)));

    Counter counter = gate.counters().getFirst();
    assertThat(counter.upBytes()).isEqualTo(3 * 84);
    assertThat(counter.ttlSeconds()).isGreaterThan(4_900);
  }

  @Test
  void reconcile_puts_strangers_out_and_missing_ones_in() {
    gate.open(List.of(admission(2)));

    assertThat(gate.reconcile(List.of(admission(1)))).isEqualTo(2);

    assertThat(gate.counters()).extracting(Counter::ip).containsExactly(ip(1));
    assertThat(gate.reconcile(List.of(admission(1)))).isZero();
    assertThat(site.pings("g1", HOST, 3)).isEqualTo(3);
    assertThat(site.pings("g2", HOST, 3)).isZero();
  }

  static Admission admission(int guest) {
    return new Admission(ip(guest), site.lab().mac("g" + guest), 600, Rate.UNLIMITED);
  }

  static Ipv4 ip(int guest) {
    return Ipv4.of("10.20.1." + guest);
  }
}
