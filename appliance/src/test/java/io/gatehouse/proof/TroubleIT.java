package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Internet;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.platform.units.UnitState;
import io.gatehouse.proof.attack.NeighbourAttacks;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.HotspotExtension;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Reply;
import io.gatehouse.proof.site.Tap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
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

  @RegisterExtension static final HotspotExtension SITE = new HotspotExtension(6, withSecondLine());

  /** Its device comes later, as a stick does that is plugged in. */
  private static JsonObject withSecondLine() {
    JsonObject failover =
        new JsonObject()
            .put("probes", new JsonArray().add(Internet.DNS))
            .put("leaveAfterSeconds", 4)
            .put("returnAfterSeconds", 4);
    JsonObject second = new JsonObject().put("device", "lte0").put("mode", "external");
    return Hotspot.QUICK
        .copy()
        .put("uplink", new JsonObject().put("second", second).put("failover", failover));
  }

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

  @Test
  @Order(5)
  void where_the_first_line_leads_nowhere_a_guest_goes_on_over_the_second_and_comes_back() {
    Phone stranger = box().phone(1);
    Phone guest = box().joined(6);
    JsonObject rate = new JsonObject().put("downKbps", 8_000).put("upKbps", 2_000);
    guest.redeemAndGoOnline(box().code(box().plan(new JsonObject().put("rate", rate))));
    String session = box().session(guest).orElseThrow().getString("id");
    secondLine();
    box().inBox("nft", "add", "table", "inet", "somebodys").must();
    Waiting.until(
        Duration.ofSeconds(20),
        "the spare line being seen, and shaped as the first is",
        () -> box().inBox("tc", "class", "show", "dev", "lte0").out().contains("rate 2Mbit"));

    try (Tap first = Tap.toInternet(box().lab(), "198.19.0.94");
        Tap second = new Tap(box().lab(), "internet", "lte", "dst host 198.19.0.94");
        Tap unpaid = new Tap(box().lab(), "internet", "lte", "dst host 198.19.0.95")) {
      box().lab().start(guest.node(), "ping", "-q", "-i", "0.1", "198.19.0.94");
      box().lab().start(stranger.node(), "ping", "-q", "-i", "0.1", "198.19.0.95");
      Waiting.until(Duration.ofSeconds(5), "the guest's packets", () -> first.packets() > 5);
      assertThat(second.packets()).isZero();

      // Its link stays, and its router answers: all that lies behind it is gone.
      internet("iptables -I INPUT -i uplink ! -d 203.0.113.1 -j DROP");
      assertThat(box().inBox("ping", "-c", "1", "-W", "2", "203.0.113.1").ok()).isTrue();
      Waiting.until(
          Duration.ofSeconds(20), "the second line's use", () -> line("second line lte0"));
      Waiting.until(Duration.ofSeconds(5), "the guest's packets", () -> second.packets() > 5);
      assertThat(guest.online()).isTrue();
      assertThat(second.packets(Pattern.compile("203\\.0\\.114\\.5 >")))
          .as("packets with the second line's own address")
          .isEqualTo(second.packets());
      box().assertOffline(stranger);
      assertThat(unpaid.packets()).as("unpaid packets on the second line").isZero();
      assertThat(box().get("/status").getJsonObject("uplink").getBoolean("up")).isTrue();

      internet("iptables -D INPUT -i uplink ! -d 203.0.113.1 -j DROP");
      Waiting.until(Duration.ofSeconds(20), "the first line's use", () -> line("first line wan"));
      long back = System.nanoTime();
      Waiting.until(
          Duration.ofSeconds(5), "the guest's packets", () -> first.packetsSince(back) > 5);
      assertThat(guest.online()).isTrue();
    }
    assertThat(box().session(guest).orElseThrow().getString("id")).isEqualTo(session);
    assertThat(
            box().journal(50).stream()
                .filter(entry -> entry.getString("kind").equals("LineTaken"))
                .map(entry -> entry.getJsonObject("fact").getString("line")))
        .startsWith("first", "second");
    Waiting.until(
        Duration.ofSeconds(40),
        "the alarm about a table that is not the box's",
        () -> box().get("/status").getJsonArray("alarms").encode().contains("inet somebodys"));
    box().inBox("nft", "delete", "table", "inet", "somebodys").must();
  }

  private static boolean line(String inUse) {
    String detail = box().get("/status").getJsonObject("uplink").getString("detail");
    return detail.contains("the " + inUse + " is in use");
  }

  private static void internet(String command) {
    box().lab().run("internet", Duration.ofSeconds(10), command.split(" ", -1)).must();
  }

  /** Another provider's network, as a network service of the box would join it. */
  private static void secondLine() {
    internet("ip link add lte type veth peer name lte0");
    internet("ip link set lte0 netns box");
    internet("ip addr add 203.0.114.1/24 dev lte");
    internet("ip link set lte up");
    for (String step :
        List.of(
            "ip link set lte0 up",
            "ip addr add 203.0.114.5/24 dev lte0",
            "ip route add default via 203.0.114.1 dev lte0 metric 200")) {
      box().inBox(step.split(" ", -1)).must();
    }
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
