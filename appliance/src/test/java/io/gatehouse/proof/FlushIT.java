package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.HotspotExtension;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Tap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else empties the box's tables under traffic: docker, ufw, a hand. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FlushIT {
  private static final String FROM_UNPAID = "198.19.0.91";
  private static final String FROM_PAID = "198.19.0.92";

  @RegisterExtension
  static final HotspotExtension SITE = new HotspotExtension(2, Hotspot.QUICK.copy());

  private static Tap unpaid;
  private static Tap paid;

  @BeforeAll
  static void twenty_packets_a_second_each_from_a_paid_and_an_unpaid_guest() {
    Phone stranger = SITE.get().joined(1);
    Phone guest = SITE.get().paid(2);
    unpaid = Tap.toInternet(SITE.get().lab(), FROM_UNPAID);
    paid = Tap.toInternet(SITE.get().lab(), FROM_PAID);
    stream(stranger, FROM_UNPAID);
    stream(guest, FROM_PAID);
    Tap.pause(1_000);
  }

  @AfterAll
  static void stop_counting() {
    unpaid.close();
    paid.close();
  }

  private static void stream(Phone from, String to) {
    SITE.get().lab().start(from.node(), "ping", "-q", "-i", "0.05", to);
    SITE.get().lab().start(from.node(), "hping3", "-q", "--udp", "-p", "7777", "-i", "u50000", to);
  }

  @ParameterizedTest
  @Order(1)
  @ValueSource(
      strings = {
        "nft flush ruleset",
        "iptables -F",
        "iptables -t mangle -F",
        "iptables -t nat -F",
        "iptables -P FORWARD ACCEPT",
        "ipset flush",
        "ip rule del pref 101",
        "ip rule del pref 100",
        "ip neigh flush dev br-guest",
        "tc qdisc del dev br-guest root"
      })
  void an_unpaid_guest_gets_nothing_and_a_paid_one_is_back_within_5_seconds(String harm) {
    paid.clear();
    Waiting.until(Duration.ofSeconds(20), "packets of the paid guest", () -> paid.packets() > 10);
    assertThat(unpaid.packets()).as("unpaid packets before").isZero();

    SITE.get().inBox(harm.split(" ", -1)).must();
    long harmed = System.nanoTime();
    Tap.pause(7_000);

    assertThat(unpaid.packets()).as("unpaid packets that got out").isZero();
    assertThat(paid.longestGapMillis(harmed, System.nanoTime()))
        .as("milliseconds in which a paid guest was cut off")
        .isLessThan(5_000);
    assertThat(paid.packetsSince(harmed + 6_000_000_000L)).as("paid packets after").isPositive();
  }

  @Test
  @Order(2)
  void without_the_guard_and_its_watch_the_same_flush_lets_unpaid_packets_out() {
    SITE.get().box().units().stop(UnitName.EDGE);
    SITE.get().box().units().stop(UnitName.WARDEN);
    for (String hole :
        List.of("ip rule del pref 100", "ip rule del pref 101", "nft flush ruleset")) {
      SITE.get().inBox(hole.split(" ", -1)).must();
    }
    Tap.pause(1_000);

    assertThat(unpaid.packets()).as("unpaid packets that got out").isPositive();
  }
}
