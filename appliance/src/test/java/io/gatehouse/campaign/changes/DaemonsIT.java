package io.gatehouse.campaign.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.lab.Lab;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Daemons that hang, end again and again, or whose files someone else has changed. */
class DaemonsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static ChangesRig rig;

  @BeforeAll
  static void up() {
    rig = ChangesRig.up(DaemonsIT::watchedClosely);
  }

  /** A real box waits a minute before it ends a silent edge. */
  private static void watchedClosely(Lab lab) {
    Path unit = lab.file("units/gatehouse-edge.service");
    try {
      Files.writeString(unit, Files.readString(unit).replace("WatchdogSec=60", "WatchdogSec=12"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void down() {
    rig.close();
  }

  private static boolean journalHas(String kind, String unit) {
    return rig.api().get("/journal?max=100").getJsonArray("items").stream()
        .map(Object::toString)
        .anyMatch(fact -> fact.contains(kind) && fact.contains(unit));
  }

  private static String names() {
    return rig.lab()
        .run(
            "mgmt",
            Duration.ofSeconds(20),
            "dig",
            "+time=1",
            "+tries=1",
            "+short",
            "device.local",
            "@192.168.4.1")
        .out();
  }

  private static void freeze(UnitName unit) {
    rig.lab().run("box", LIMIT, "kill", "-STOP", rig.pid(unit)).must();
  }

  @Test
  void a_dhcp_and_name_server_that_hangs_is_started_again_and_it_is_told() {
    assertThat(names()).contains("192.168.4.1");
    String before = rig.pid(UnitName.DNSMASQ_LAN);
    freeze(UnitName.DNSMASQ_LAN);
    assertThat(names()).doesNotContain("\n192.168.4.1").doesNotStartWith("192.168.4.1");

    Waiting.until(LIMIT, "names again", () -> names().startsWith("192.168.4.1"));

    assertThat(rig.pid(UnitName.DNSMASQ_LAN)).isNotEqualTo(before);
    Waiting.until(LIMIT, "a word of it", () -> journalHas("DaemonBack", "dnsmasq@lan"));
    assertThat(journalHas("DaemonDown", "dnsmasq@lan")).isTrue();
  }

  @Test
  void an_access_point_that_hangs_is_started_again() {
    String before = rig.pid(UnitName.HOSTAPD);
    freeze(UnitName.HOSTAPD);

    Waiting.until(
        LIMIT,
        "another access point",
        () -> !rig.pid(UnitName.HOSTAPD).isEmpty() && !rig.pid(UnitName.HOSTAPD).equals(before));

    Waiting.until(LIMIT, "a word of it", () -> journalHas("DaemonBack", "hostapd"));
    assertThat(rig.api().get("/stations").getJsonArray("items")).isEmpty();
  }

  @Test
  void a_file_that_someone_else_broke_shows_as_an_alarm_and_the_last_good_one_comes_back()
      throws IOException {
    Path file = rig.lab().box().etc().resolve("dnsmasq-gate.conf");
    String good = Files.readString(file);
    Files.writeString(file, "no-such-option-at-all\n", StandardOpenOption.APPEND);
    assertThat(rig.api().get("/status").getJsonArray("alarms").encode())
        .contains("dnsmasq-gate.conf was changed by someone else");
    rig.kill(UnitName.DNSMASQ_GATE);

    Waiting.until(LIMIT, "the last good file", () -> ChangesRig.text(file).equals(good));

    Waiting.until(LIMIT, "a word of it", () -> journalHas("DaemonBack", "dnsmasq@gate"));
    assertThat(rig.api().get("/status").getJsonArray("alarms")).isEmpty();
  }

  @Test
  void files_that_someone_else_changed_are_brought_back_by_a_word() throws IOException {
    Path file = rig.lab().box().etc().resolve("avahi.conf");
    String good = Files.readString(file);
    Files.writeString(file, "# mine\n", StandardOpenOption.APPEND);

    assertThat(rig.api().post("/settings/restore").getInteger("restored")).isEqualTo(1);

    assertThat(Files.readString(file)).isEqualTo(good);
  }

  @Test
  void an_edge_that_hangs_is_ended_and_started_again() {
    String before = rig.pid(UnitName.EDGE);
    freeze(UnitName.EDGE);

    Waiting.until(LIMIT, "an edge that answers", () -> rig.api().answers());

    assertThat(rig.pid(UnitName.EDGE)).isNotEqualTo(before);
    assertThat(rig.lab().box().log(UnitName.EDGE)).contains("watchdog: silent for longer");
  }

  @Test
  void management_changes_leave_the_access_point_and_its_clients_alone() {
    Range range = new Range(2026, 0, 4);
    try (Report report = Report.of("quiet-short", range)) {
      new QuietCampaign().run(range, report);
      assertThat(report.finish()).as("exit code of the campaign").isZero();
    }
  }
}
