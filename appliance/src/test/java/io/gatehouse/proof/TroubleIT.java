package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.platform.units.UnitState;
import io.gatehouse.proof.attack.NeighbourAttacks;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.HotspotExtension;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Reply;
import io.gatehouse.proof.site.Tap;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes die and the power goes while guests are in. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TroubleIT {
  private static final int DURABLE_SECONDS = 3;
  private static final int PAID_SECONDS = 25;

  @RegisterExtension
  static final HotspotExtension SITE = new HotspotExtension(6, Hotspot.QUICK.copy());

  private static Hotspot box() {
    return SITE.get();
  }

  private static long remaining(Phone phone) {
    return box().session(phone).orElseThrow().getLong("remainingSeconds");
  }

  @Test
  @Order(1)
  void while_the_edge_is_dead_paid_guests_go_on_unpaid_ones_never_start_and_a_start_restores_all() {
    Phone stranger = box().joined(1);
    Phone guest = box().paid(2);
    long before = remaining(guest);
    long since = System.nanoTime();
    int starts = box().box().starts(UnitName.EDGE);
    try (Tap unpaid = Tap.toInternet(box().lab(), "198.19.0.91");
        Tap paid = Tap.toInternet(box().lab(), "198.19.0.92")) {
      box().lab().start(stranger.node(), "ping", "-q", "-i", "0.05", "198.19.0.91");
      box().lab().start(guest.node(), "ping", "-q", "-i", "0.05", "198.19.0.92");
      Tap.pause(500);
      for (int i = 0; i < 3; i++) {
        box().box().kill(UnitName.EDGE);
        int wanted = starts + i + 1;
        Waiting.until(
            Duration.ofSeconds(15),
            "the next start of the edge",
            () -> box().box().starts(UnitName.EDGE) >= wanted);
        box().awaitPortal();
      }
      long now = System.nanoTime();
      assertThat(unpaid.packets()).as("unpaid packets").isZero();
      assertThat(paid.longestGapMillis(since + 500_000_000L, now))
          .as("milliseconds without a paid packet")
          .isLessThan(1_000);
    }
    box().awaitApi();
    long passed = (System.nanoTime() - since) / 1_000_000_000L;
    assertThat(remaining(guest)).isBetween(before - passed - 2, before);
    assertThat(box().inBox("ipset", "list", "guests-up").must())
        .contains(NeighbourAttacks.address(guest));
    assertThat(stranger.get(Phone.PROBE).status()).isEqualTo(302);
  }

  @Test
  @Order(2)
  void with_a_dead_warden_pages_go_on_status_says_so_and_the_gate_catches_up() {
    box().box().units().stop(UnitName.WARDEN);
    Phone guest = box().joined(3);

    Waiting.until(
        Duration.ofSeconds(15),
        "the status telling of the warden",
        () -> !box().get("/status").getJsonObject("warden").getBoolean("up"));
    assertThat(guest.get(Phone.PORTAL + "/").status()).isEqualTo(200);
    Reply reply = guest.redeem(box().code(box().plan(new JsonObject())));
    assertThat(reply.status()).as("decided, though the gate cannot hear it").isEqualTo(303);
    box().assertOffline(guest);

    box().box().units().start(UnitName.WARDEN);
    Waiting.until(Duration.ofSeconds(60), "the guest being let in", guest::online);
    assertThat(box().get("/status").getJsonObject("warden").getBoolean("up")).isTrue();
  }

  @Test
  @Order(3)
  void a_killed_warden_is_started_again_and_logins_go_on() {
    box().box().kill(UnitName.WARDEN);
    Waiting.until(
        Duration.ofSeconds(10),
        "the warden being started again",
        () -> box().box().units().state(UnitName.WARDEN) == UnitState.ACTIVE);
    Phone guest = box().joined(4);
    guest.redeem(box().code(box().plan(new JsonObject())));
    Waiting.until(Duration.ofSeconds(15), "the guest being let in", guest::online);
  }

  @Test
  @Order(4)
  void paid_time_ends_on_time_while_the_edge_is_dead_and_the_ledger_agrees_afterwards() {
    Phone guest = box().joined(5);
    String code = box().code(box().plan(new JsonObject().put("seconds", PAID_SECONDS)));
    long begun = System.nanoTime();
    guest.redeemAndGoOnline(code);
    String session = box().session(guest).orElseThrow().getString("id");
    String address = NeighbourAttacks.address(guest);
    box().box().kill(UnitName.EDGE);
    // The runner would start it again a second later.
    box().box().units().stop(UnitName.EDGE);
    assertThat(guest.online()).as("in, with nobody there who could end it").isTrue();

    Waiting.until(Duration.ofSeconds(60), "the kernel's own end", () -> !admitted(address));
    double lasted = (System.nanoTime() - begun) / 1e9;
    assertThat(lasted)
        .as("seconds until the end")
        .isBetween(PAID_SECONDS - 3.0, PAID_SECONDS + 8.0);
    box().assertOffline(guest);
    assertThat(box().box().units().state(UnitName.EDGE)).isNotEqualTo(UnitState.ACTIVE);

    box().box().units().start(UnitName.EDGE);
    box().awaitPortal();
    box().awaitApi();
    Waiting.until(Duration.ofSeconds(30), "the ledger's end", () -> box().session(guest).isEmpty());
    JsonObject ended =
        box().journal(200).stream()
            .filter(entry -> entry.getString("kind").equals("SessionEnded"))
            .map(entry -> entry.getJsonObject("fact"))
            .filter(fact -> fact.getString("session").equals(session))
            .findFirst()
            .orElseThrow();
    assertThat(ended.getString("reason")).isEqualTo("TIME");
    assertThat(ended.getLong("seconds")).isBetween(PAID_SECONDS - 1L, PAID_SECONDS + 1L);
    box().assertOffline(guest);
    assertThat(guest.get(Phone.PORTAL + "/").body()).contains("Your time is used up");
    assertThat(guest.redeem(code).body()).contains("Nothing is left on this voucher");
  }

  private static boolean admitted(String address) {
    return box().inBox("ipset", "list", "guests-up").must().contains(address + ",");
  }

  @Test
  @Order(9)
  void after_a_power_cut_the_session_goes_on_with_its_time_and_nobody_else_gets_in() {
    Phone stranger = box().phone(1);
    Phone guest = box().phone(2);
    Tap.pause(DURABLE_SECONDS * 1_000L + 1_000);
    long before = remaining(guest);
    try (Tap unpaid = Tap.toInternet(box().lab(), "198.19.0.93")) {
      box().lab().start(stranger.node(), "ping", "-q", "-i", "0.05", "198.19.0.93");
      box().box().reboot();
      // Started one by one, so that a hole between two of them would show.
      box().start();
      stranger.join();
      guest.join();
      Tap.pause(1_000);
      assertThat(unpaid.packets()).as("unpaid packets while it started").isZero();
    }
    Waiting.until(Duration.ofSeconds(10), "the paid guest being online", guest::online);
    // In the guest's favour: what was not durable is given again, and the box's absence is free.
    assertThat(remaining(guest)).isBetween(before - 25, before + DURABLE_SECONDS + 1);
    assertThat(stranger.get(Phone.PROBE).status()).isEqualTo(302);
  }
}
