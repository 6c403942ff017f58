package io.gatehouse.lab.radio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Run;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes of the air and of the management network, confirmed and not, on real associations. */
@Tag("radio")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RadioChangesIT {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int SOON = 60;
  private static final int LATE = 900;
  private static final String NAME = "Lobby";
  private static final String OLD = "the old passphrase";
  private static final String NEW = "the new passphrase";

  @RegisterExtension static final RadioSite SITE = new RadioSite(1);

  private final RadioLab lab = SITE.lab();
  private final AccessPoint point = new AccessPoint(lab);
  private final WifiClient phone = lab.client(1);

  /** What one story left open must not be in the way of the next. */
  @AfterEach
  void takeBackWhatWaits() {
    JsonObject open = point.state().getJsonObject("pending");
    if (open != null) {
      point.post("/revisions/" + open.getLong("revision") + "/revert", new JsonObject());
    }
  }

  private static JsonObject air(int channel, String country, String passphrase) {
    return AccessPoint.wifi(channel, country, AccessPoint.closed(NAME, passphrase));
  }

  private void joined(String passphrase) {
    phone.want(NAME, passphrase);
    phone.awaitJoined(LIMIT);
  }

  private void awaitFrequency(int megahertz) {
    lab.run(
            "box",
            LIMIT,
            "until bash /usr/lib/gatehouse-radio/site/client c1 state 2>/dev/null"
                + " | tr '\\n' ' ' | grep -q 'freq="
                + megahertz
                + " .*wpa_state=COMPLETED'; do sleep 0.5; done")
        .must();
  }

  private void awaitCountry(String country) {
    lab.run(
            "box",
            LIMIT,
            "until [ \"$(iw reg get | sed -n 's/^country \\(..\\):.*/\\1/p' | head -1)\" = "
                + country
                + " ]; do sleep 0.5; done")
        .must();
  }

  private boolean pending() {
    return point.state().containsKey("pending");
  }

  @Test
  @Order(1)
  void a_new_passphrase_that_nobody_confirms_goes_away_and_the_client_is_back() {
    point.keep(air(7, "TZ", OLD));
    joined(OLD);

    point.propose(air(7, "TZ", NEW), SOON);
    phone.awaitLost(LIMIT);

    phone.awaitJoined(LIMIT);
    assertThat(pending()).isFalse();
  }

  @Test
  @Order(2)
  void a_new_passphrase_that_is_confirmed_by_who_came_back_with_it_stays() {
    long revision = point.propose(air(7, "TZ", NEW), LATE);
    joined(NEW);

    point.confirm(revision);

    assertThat(pending()).isFalse();
    assertThat(phone.ssid()).contains(NAME);
  }

  @Test
  @Order(3)
  void the_box_knows_who_is_on_its_access_point_and_sends_a_device_off() {
    joined(NEW);
    String mac = lab.run("c1", LIMIT, "cat /sys/class/net/wlan1/address").must().strip();

    JsonObject station = point.get("/stations").getJsonArray("items").getJsonObject(0);

    assertThat(station.getString("mac")).isEqualTo(mac);
    assertThat(station.getInteger("signalDbm")).isNegative();
    String joins = "journalctl -u gatehouse-hostapd | grep -c 'AP-STA-CONNECTED " + mac + "'";
    int before = Integer.parseInt(lab.run("box", LIMIT, joins).must().strip());
    point.post("/stations/deauthenticate", new JsonObject().put("mac", mac));
    lab.run("box", LIMIT, "until [ \"$(" + joins + ")\" -gt " + before + " ]; do sleep 0.5; done")
        .must();
  }

  @Test
  @Order(4)
  void the_client_follows_to_another_channel_and_back_again_unless_it_is_confirmed() {
    joined(NEW);
    point.propose(air(11, "TZ", NEW), SOON);
    awaitFrequency(2_462);
    awaitFrequency(2_442);
    assertThat(pending()).isFalse();

    long revision = point.propose(air(11, "TZ", NEW), LATE);
    awaitFrequency(2_462);
    point.confirm(revision);

    assertThat(phone.state()).contains("freq=2462");
  }

  @Test
  @Order(5)
  void another_country_goes_back_or_stays_as_it_was_decided_and_a_forbidden_channel_is_refused() {
    // All radios here share one kernel, and a client that loses its network sets the rules back
    // that held before it had one.
    phone.leave();
    point.propose(air(11, "DE", NEW), SOON);
    awaitCountry("DE");
    awaitCountry("TZ");
    assertThat(pending()).isFalse();
    point.keep(air(11, "DE", NEW));
    awaitCountry("DE");
    joined(NEW);

    Run refused =
        lab.run(
            "box",
            LIMIT,
            "curl -sS --unix-socket /run/gatehouse/api.sock http://box/api/v1/settings"
                + " -H 'Content-Type: application/json' -d "
                + Words.one(
                    new JsonObject()
                        .put("revision", point.state().getLong("revision"))
                        .put("change", air(13, "US", NEW))
                        .encode()));

    assertThat(refused.must()).contains("wifi.channel").contains("forbidden in US");
    phone.awaitJoined(LIMIT);
  }

  @Test
  @Order(6)
  void a_network_moves_to_a_vlan_and_back_again_unless_it_is_confirmed() {
    JsonObject other =
        AccessPoint.wifi(
            11, "DE", AccessPoint.closed(NAME, NEW).put("side", "vlan").put("vlan", 30));
    point.propose(other, SOON);
    awaitBridge("br-vlan30");
    awaitBridge("br-guest");
    assertThat(pending()).isFalse();

    long revision = point.propose(other, LATE);
    awaitBridge("br-vlan30");
    point.confirm(revision);

    phone.awaitJoined(LIMIT);
    assertThat(pending()).isFalse();
  }

  private void awaitBridge(String bridge) {
    lab.run(
            "box",
            LIMIT,
            "until [ -e /sys/class/net/" + bridge + "/brif/wlan0 ]; do sleep 0.5; done")
        .must();
  }

  @Test
  @Order(7)
  void the_management_address_goes_back_or_stays_as_it_was_decided() {
    point.propose(management("192.168.9"), SOON);
    awaitConsole("192.168.9");
    awaitConsole("192.168.4");
    lab.awaitEdge(LIMIT);
    assertThat(pending()).isFalse();

    long revision = point.propose(management("192.168.9"), LATE);
    awaitConsole("192.168.9");
    lab.awaitEdge(LIMIT);
    lab.run(
            "box",
            LIMIT,
            "until curl -s --unix-socket /run/gatehouse/api.sock http://box/api/v1/settings/state"
                + " | grep -q '\"tried\":true'; do sleep 1; done")
        .must();
    point.confirm(revision);

    assertThat(pending()).isFalse();
  }

  private static JsonObject management(String network) {
    return new JsonObject()
        .put(
            "management",
            new JsonObject()
                .put("network", network + ".0/24")
                .put("firstLease", network + ".2")
                .put("lastLease", network + ".20"));
  }

  /** Seen from an installer's laptop that has an address of that network. */
  private void awaitConsole(String network) {
    lab.run(
            "mgmt",
            LIMIT,
            "ip addr flush dev eth0; ip addr add "
                + network
                + ".15/24 dev eth0; ip link set eth0 up; until ping -c 1 -W 1 "
                + network
                + ".1 >/dev/null; do sleep 0.5; done")
        .must();
  }
}
