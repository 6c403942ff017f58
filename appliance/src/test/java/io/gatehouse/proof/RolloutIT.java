package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.Tap;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Changes of a running box's network: confirmed, not confirmed, and cut in the middle. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolloutIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Long enough to confirm in on a slow machine; and so short that one need not wait for it. */
  private static final int ENOUGH = 300;

  private static final int SHORT = 10;

  private static final String OLD_CONSOLE = "192.168.4.1";
  private static final String NEW_CONSOLE = "192.168.9.1";
  private static Hotspot hotspot;

  @BeforeAll
  static void up() {
    hotspot = Hotspot.prepared(2, Hotspot.QUICK.copy());
    hotspot.start();
    settled();
  }

  @AfterAll
  static void down() {
    hotspot.dump("RolloutIT");
    hotspot.close();
  }

  private static JsonObject guests(String lastLease) {
    return new JsonObject().put("guest", new JsonObject().put("lastLease", lastLease));
  }

  private static JsonObject console(String network) {
    return new JsonObject()
        .put(
            "management",
            new JsonObject()
                .put("network", network + ".0/24")
                .put("firstLease", network + ".2")
                .put("lastLease", network + ".20"));
  }

  private static JsonObject change(JsonObject change, int seconds) {
    long revision = hotspot.get("/settings/state").getLong("revision");
    return hotspot.post(
        "/settings",
        new JsonObject().put("revision", revision).put("change", change).put("seconds", seconds));
  }

  private static String stateOf(long revision) {
    return hotspot.get("/revisions/" + revision).getString("state");
  }

  private static Path etc(String file) {
    return hotspot.box().etc().resolve(file);
  }

  private static String lan() {
    try {
      return Files.readString(etc("dnsmasq-lan.conf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is under way on the box's disk, and its edge answers. */
  private static void settled() {
    Waiting.until(
        LIMIT,
        "the end of what is under way",
        () -> hotspot.inBox("test", "!", "-e", "/var/lib/gatehouse-rollout/marker").ok());
    hotspot.awaitApi();
  }

  private static void awaitConsole(String address) {
    Waiting.until(LIMIT, "the console on " + address, () -> answers(address) && tried());
  }

  private static boolean answers(String address) {
    return hotspot
        .inBox("curl", "-sk", "-m", "2", "-o", "/dev/null", "https://" + address + "/login")
        .ok();
  }

  /** Between two starts of the edge nobody answers. */
  private static boolean tried() {
    String state =
        hotspot
            .inBox(
                "curl",
                "-s",
                "-m",
                "3",
                "--unix-socket",
                "/run/gatehouse/api.sock",
                "http://box/api/v1/settings/state")
            .out();
    return state.contains("\"tried\":true");
  }

  @Test
  @Order(1)
  void a_confirmed_dhcp_range_is_what_the_next_guest_gets() {
    JsonObject waits = change(guests("10.20.0.10"), ENOUGH);
    assertThat(waits.getBoolean("waiting")).isTrue();
    assertThat(hotspot.lab().lease("g1")).hasToString("10.20.0.10");

    hotspot.post("/revisions/" + waits.getLong("revision") + "/confirm", null);

    assertThat(stateOf(waits.getLong("revision"))).isEqualTo("CONFIRMED");
    settled();
  }

  @Test
  @Order(2)
  void a_dhcp_range_that_nobody_confirms_goes_back_by_itself() {
    String before = lan();
    JsonObject waits = change(guests("10.20.3.250"), SHORT);
    assertThat(lan()).isNotEqualTo(before);

    settled();

    assertThat(lan()).isEqualTo(before);
    Waiting.until(LIMIT, "the end", () -> stateOf(waits.getLong("revision")).equals("ROLLED_BACK"));
  }

  @Test
  @Order(3)
  void a_new_management_address_is_confirmed_over_itself() {
    JsonObject waits = change(console("192.168.9"), ENOUGH);
    assertThat(waits.getBoolean("startsAnew")).isTrue();
    awaitConsole(NEW_CONSOLE);
    assertThat(answers(OLD_CONSOLE)).isFalse();

    hotspot.post("/revisions/" + waits.getLong("revision") + "/confirm", null);

    settled();
    assertThat(answers(NEW_CONSOLE)).isTrue();
  }

  @Test
  @Order(4)
  void an_address_that_nobody_confirms_gives_the_old_one_back_with_the_edge_dead() {
    change(console("192.168.4"), SHORT);
    hotspot.box().units().stop(UnitName.EDGE);

    Waiting.until(
        LIMIT,
        "the root side's revert",
        () -> hotspot.inBox("test", "!", "-e", "/var/lib/gatehouse-rollout/marker").ok());

    awaitEdge();
    assertThat(answers(NEW_CONSOLE)).isTrue();
    assertThat(answers(OLD_CONSOLE)).isFalse();
  }

  private static void awaitEdge() {
    hotspot.awaitApi();
    Waiting.until(LIMIT, "the console", () -> answers(NEW_CONSOLE));
  }

  @Test
  @Order(5)
  void with_edge_and_warden_dead_the_timer_brings_the_old_one_back() {
    String before = lan();
    change(guests("10.20.4.250"), SHORT);
    hotspot.box().units().stop(UnitName.WARDEN);
    hotspot.box().units().stop(UnitName.EDGE);

    Waiting.until(
        LIMIT,
        "the timer's revert",
        () -> hotspot.inBox("test", "!", "-e", "/var/lib/gatehouse-rollout/marker").ok());

    assertThat(lan()).isEqualTo(before);
    hotspot.box().units().start(UnitName.WARDEN);
    hotspot.box().units().start(UnitName.EDGE);
    awaitEdge();
  }

  @Test
  @Order(6)
  void after_a_power_cut_inside_the_window_the_box_has_the_old_one() {
    String before = lan();
    JsonObject waits = change(guests("10.20.4.250"), ENOUGH);

    hotspot.box().reboot();
    hotspot.start();

    assertThat(lan()).isEqualTo(before);
    assertThat(stateOf(waits.getLong("revision"))).isEqualTo("ROLLED_BACK");
    assertThat(hotspot.get("/revisions/" + waits.getLong("revision")).getString("note"))
        .contains("power");
    awaitEdge();
  }

  /** Cut at moments spread over the sequence; each time the box ends at last good or confirmed. */
  @Test
  @Order(7)
  void a_kill_at_any_moment_ends_at_the_last_good() {
    List<List<UnitName>> victims =
        List.of(
            List.of(UnitName.EDGE),
            List.of(UnitName.WARDEN),
            List.of(UnitName.EDGE, UnitName.WARDEN));
    String before = lan();
    for (int i = 0; i < 9; i++) {
      int moment = i * 60;
      long revision = hotspot.get("/settings/state").getLong("revision");
      String body =
          new JsonObject()
              .put("revision", revision)
              .put("change", guests("10.20.5." + (10 + i)))
              .put("seconds", SHORT)
              .encode();
      var asking =
          Thread.ofVirtual()
              .start(
                  () ->
                      hotspot.inBox(
                          "curl",
                          "-s",
                          "-m",
                          "20",
                          "--unix-socket",
                          "/run/gatehouse/api.sock",
                          "-H",
                          "Content-Type: application/json",
                          "-d",
                          body,
                          "http://box/api/v1/settings"));
      Tap.pause(moment);
      victims.get(i % 3).forEach(RolloutIT::kill);
      try {
        asking.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      settled();
      Waiting.until(LIMIT, "the end of cut " + i, RolloutIT::nothingPending);
      assertThat(lan()).as("cut %d at %d ms", i, moment).isEqualTo(before);
      assertThat(hotspot.inBox("cmp", "/etc/gatehouse/dnsmasq-lan.conf", GOOD).ok()).isTrue();
    }
  }

  @Test
  @Order(8)
  void an_access_point_on_a_box_without_a_radio_leaves_the_box_as_it_was() {
    String body =
        new JsonObject()
            .put("revision", hotspot.get("/settings/state").getLong("revision"))
            .put(
                "change",
                new JsonObject(
                    "{\"wifi\":{\"country\":\"TZ\",\"networks\":[{\"ssid\":\"Lobby\"}]}}"))
            .encode();

    String answer =
        hotspot
            .inBox(
                "curl",
                "-s",
                "-m",
                "80",
                "--unix-socket",
                "/run/gatehouse/api.sock",
                "-H",
                "Content-Type: application/json",
                "-d",
                body,
                "http://box/api/v1/settings")
            .out();

    assertThat(answer).contains("not_applied");
    settled();
    assertThat(etc("hostapd.conf")).doesNotExist();
    assertThat(nothingPending()).isTrue();
  }

  private static final String GOOD = "/var/lib/gatehouse-rollout/good/dnsmasq-lan.conf";

  private static boolean nothingPending() {
    return !hotspot.get("/settings/state").containsKey("pending");
  }

  private static void kill(UnitName unit) {
    // A victim that is just being started again has no process; the next moment has one.
    Waiting.until(
        LIMIT,
        "a process of " + unit,
        () -> {
          try {
            hotspot.box().kill(unit);
            return true;
          } catch (io.gatehouse.lab.net.LabException none) {
            return false;
          }
        });
  }
}
