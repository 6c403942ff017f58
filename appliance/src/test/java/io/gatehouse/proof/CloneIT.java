package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.HotspotExtension;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Tap;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guests who walk stay online; two who use one guest's addresses do not. */
class CloneIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @RegisterExtension static final HotspotExtension SITE = new HotspotExtension(9, Hotspot.QUICK);

  private static Hotspot hotspot() {
    return SITE.get();
  }

  private static Lab lab() {
    return hotspot().lab();
  }

  private static JsonObject session(Mac mac) {
    return hotspot().sessions().stream()
        .filter(session -> session.getString("mac").equals(mac.toString()))
        .findFirst()
        .orElseThrow();
  }

  private static long clones(Mac mac, String sign) {
    return hotspot().journal(200).stream()
        .filter(fact -> fact.getString("kind").equals("CloneSeen"))
        .map(Object::toString)
        .filter(fact -> fact.contains(mac.toString()) && fact.contains(sign))
        .count();
  }

  /** What a monitoring system on the management network reads. */
  private static String metrics() {
    return hotspot().inBox("curl", "-sk", "--max-time", "20", "https://192.168.4.1/metrics").must();
  }

  /** Another node is the device from now on, as if it were met at another access point. */
  private static Phone wear(String node, Mac mac, Ipv4 ip) {
    lab().setMac(node, mac);
    lab().setAddress(node, ip, 21);
    return hotspot().phone(Integer.parseInt(node.substring(1)));
  }

  private static void carrier(String node, String upOrDown) {
    lab().run(node, LIMIT, "ip", "link", "set", "eth0", upOrDown).must();
  }

  @Test
  void a_guest_who_walks_to_another_place_and_back_stays_online() {
    Phone here = hotspot().paid(1);
    Mac mac = lab().mac("g1");
    JsonObject before = session(mac);
    Ipv4 ip = Ipv4.of(before.getString("ip"));

    // So that it knows whom to ask for names.
    hotspot().joined(2);
    carrier("g1", "down");
    Phone there = wear("g2", mac, ip);
    Waiting.until(LIMIT, "the guest being online at the other place", there::online);
    carrier("g2", "down");
    carrier("g1", "up");
    lab().setAddress("g1", ip, 21);
    Waiting.until(LIMIT, "the guest being online where it came from", here::online);

    assertThat(session(mac).getString("id")).isEqualTo(before.getString("id"));
    assertThat(session(mac).getString("state")).isEqualTo("OPEN");
    assertThat(clones(mac, "")).isZero();
  }

  @Test
  void a_clone_is_held_off_even_by_a_warden_that_was_just_started_anew_and_the_code_goes_on() {
    Phone guest = hotspot().joined(3);
    String code = hotspot().code(hotspot().plan(new JsonObject()));
    guest.redeemAndGoOnline(code);
    Mac mac = lab().mac("g3");
    Ipv4 ip = Ipv4.of(session(mac).getString("ip"));
    hotspot().box().units().restart(UnitName.WARDEN);

    Process there = lab().start("g3", "ping", "-q", "-i", "0.2", "198.19.0.50");
    try (Tap tap = Tap.toInternet(lab(), "198.19.0.51")) {
      Phone clone = wear("g4", mac, ip);
      Waiting.until(
          LIMIT,
          "the session being held",
          () -> {
            clone.run("ping", "-q", "-c", "10", "-i", "0.1", "-W", "1", "198.19.0.51");
            return session(mac).getString("state").equals("HELD");
          });
      assertThat(tap.seen().got()).as("packets of the clone that went out").isZero();
    } finally {
      there.destroy();
      carrier("g4", "down");
    }
    assertThat(clones(mac, "PLACES")).isEqualTo(1);
    assertThat(metrics())
        .containsPattern("gatehouse_clone_holds_total\\{sign=\"places\"} [1-9]")
        .containsPattern("gatehouse_sessions_held [1-9]")
        .containsPattern("gatehouse_redemptions_total\\{outcome=\"opened\"} [1-9]")
        .containsPattern("gatehouse_store_waiting [0-9]")
        .containsPattern("gatehouse_firewall_repairs [0-9]");

    hotspot().assertOffline(guest);
    assertThat(guest.get(Phone.PORTAL + "/").body()).contains("Your session is held");
    assertThat(guest.get(Phone.PORTAL + "/receipt").status()).isEqualTo(303);
    assertThat(guest.send("/resume", Map.of()).status()).isNotEqualTo(303);
    assertThat(guest.redeem(code).status()).isEqualTo(303);
    Waiting.until(LIMIT, "the guest being online again", guest::online);
  }

  @Test
  void a_guest_who_asks_for_the_lease_anew_keeps_a_neighbour_entry_that_nobody_can_claim() {
    hotspot().paid(6);
    Mac mac = lab().mac("g6");
    String ip = session(mac).getString("ip");
    for (int again = 0; again < 2; again++) {
      assertThat(lab().lease("g6").toString()).isEqualTo(ip);
      Waiting.until(
          LIMIT,
          "a permanent neighbour entry",
          () ->
              hotspot()
                  .inBox("ip", "neigh", "show", ip, "nud", "permanent")
                  .out()
                  .contains(mac.toString()));
    }
  }

  @Test
  void a_device_that_asks_for_the_lease_by_another_name_is_held() {
    lab().lease("g5", "anna-phone");
    Phone guest = hotspot().phone(5);
    guest.redeemAndGoOnline(hotspot().code(hotspot().plan(new JsonObject())));
    Mac mac = lab().mac("g5");
    Waiting.until(LIMIT, "the job that reads the leases", CloneIT::leasesWereRead);

    lab().lease("g5", "someones-laptop");

    Waiting.until(
        LIMIT, "the session being held", () -> session(mac).getString("state").equals("HELD"));
    assertThat(clones(mac, "LEASE")).isEqualTo(1);
    assertThat(guest.send("/move", Map.of()).status()).isEqualTo(303);
    Waiting.until(LIMIT, "the guest being online again", guest::online);
  }

  /** Twice from now on, so that one run has begun after this was asked first. */
  private static boolean leasesWereRead() {
    long runs = runs();
    Waiting.until(LIMIT, "two runs of the job", () -> runs() >= runs + 2);
    return true;
  }

  private static long runs() {
    return hotspot().get("/status").getJsonArray("jobs").stream()
        .map(JsonObject.class::cast)
        .filter(job -> job.getString("name").equals("lease names"))
        .findFirst()
        .orElseThrow()
        .getLong("runs");
  }
}
