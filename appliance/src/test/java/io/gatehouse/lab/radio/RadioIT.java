package io.gatehouse.lab.radio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.Web;
import io.gatehouse.lab.Web.Page;
import io.gatehouse.lab.net.Internet;
import io.gatehouse.lab.net.LeaseSeen;
import io.gatehouse.lab.net.Run;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The box on a radio, under systemd, seen from its Wi-Fi clients. */
@Tag("radio")
class RadioIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String PORTAL = "http://10.20.0.1/";
  private static final String SITE_BEYOND = "http://www.example.test/";
  private static final String PROBE = "http://captive.apple.com/hotspot-detect.html";

  @RegisterExtension static final RadioSite SITE = new RadioSite(2);

  private final RadioLab lab = SITE.lab();
  private final AccessPoint point = new AccessPoint(lab);

  @Test
  void the_projects_units_run_under_systemd_and_none_has_failed() {
    lab.run(
            "box",
            LIMIT,
            "for unit in firewall warden edge dnsmasq@lan dnsmasq@gate mdns; do"
                + " until systemctl is-active gatehouse-$unit; do sleep 0.5; done; done")
        .must();

    Run failed = lab.run("box", LIMIT, "systemctl list-units --failed --no-legend");
    Run restarts = lab.run("box", LIMIT, "systemctl show -P NRestarts 'gatehouse-*'");

    assertThat(failed.must()).isBlank();
    assertThat(restarts.must().split("\\s+", -1)).containsOnly("0", "");
  }

  @Test
  void a_guest_associates_gets_a_lease_meets_the_portal_and_goes_online_with_a_code() {
    Web web = joined(lab.client(1), "Gatehouse Guest").web();
    Page probe = web.get(PROBE);
    assertThat(probe.location()).as(probe.body()).startsWith(PORTAL);
    assertThat(lab.client(1).run(LIMIT, "ping -c 2 -W 2 " + Internet.WEB).ok()).isFalse();

    enters(web, code());

    assertThat(web.get(SITE_BEYOND).body()).startsWith("internet: ");
    assertThat(web.get(PROBE).body()).contains("Success");
  }

  private WifiClient joined(WifiClient phone, String ssid) {
    point.announce(ssid);
    phone.want(ssid);
    phone.awaitJoined(LIMIT);
    LeaseSeen lease = phone.lease();
    assertThat(lease.router()).isEqualTo("10.20.0.1");
    return phone;
  }

  private static void enters(Web web, String code) {
    Page signIn = web.get(PORTAL);
    Page entered =
        web.post(PORTAL + "voucher", Map.of("token", signIn.token(), "lang", "en", "code", code));
    assertThat(entered.status()).as(entered.body()).isEqualTo(303);
  }

  @Test
  void a_guest_who_paid_stays_online_as_the_uplink_becomes_a_line_of_pppoe() {
    Web web = joined(lab.client(2), "By the wire").web();
    enters(web, code());
    assertThat(web.get(SITE_BEYOND).body()).startsWith("internet: ");
    lab.run("box", LIMIT, "bash /usr/lib/gatehouse-radio/site/pppoe customer 'its \"word\"'")
        .must();

    point.keep(
        new JsonObject()
            .put(
                "uplink",
                new JsonObject()
                    .put("mode", "pppoe")
                    .put("user", "customer")
                    .put("password", "its \"word\"")
                    .put("resolvers", new JsonArray().add(Internet.DNS))));

    String way = "ip -4 route get " + Internet.WEB + " 2>/dev/null | grep -q 'dev ppp-uplink'";
    lab.run("box", LIMIT, "until " + way + "; do sleep 0.5; done").must();
    assertThat(lab.run("box", LIMIT, "ip -4 -br address show dev wan").must())
        .as("the wire itself has no address any more")
        .doesNotContain("203.0.113.");
    assertThat(web.get(SITE_BEYOND).body()).startsWith("internet: ");
    assertThat(lab.run("internet", LIMIT, "ip -br link | grep -c '^ppp'").must().strip())
        .as("sessions at the access concentrator")
        .isEqualTo("1");
  }

  @Test
  void a_new_name_that_is_confirmed_stays_and_clients_join_it() {
    WifiClient laptop = lab.client(2);
    point.announce("Before");
    laptop.want("Before");
    laptop.awaitJoined(LIMIT);
    lab.snapshot("before");

    long revision = point.propose("After", 600);
    laptop.awaitLost(LIMIT);
    laptop.want("After");
    laptop.awaitJoined(LIMIT);
    point.confirm(revision);

    assertThat(point.state().containsKey("pending")).isFalse();
    assertThat(laptop.ssid()).contains("After");
    lab.restore("before");
    assertThat(laptop.ssid()).as("as it was at the moment that was kept").contains("Before");
  }

  @Test
  void a_new_name_that_nobody_confirms_goes_away_and_the_client_is_back_on_the_old_one() {
    WifiClient laptop = lab.client(2);
    point.announce("Old");
    laptop.want("Old");
    laptop.awaitJoined(LIMIT);
    WifiClient early = lab.client(1);
    early.want("New");

    point.propose("New", 60);
    early.awaitJoined(LIMIT);
    laptop.awaitLost(LIMIT);

    laptop.awaitJoined(LIMIT);
    assertThat(laptop.ssid()).contains("Old");
    early.awaitLost(LIMIT);
    assertThat(point.state().containsKey("pending")).isFalse();
  }

  /** Of a plan of its own: two plans do not share a name. */
  private String code() {
    JsonObject plan =
        point.post(
            "/plans",
            new JsonObject()
                .put("name", "Hour " + UUID.randomUUID())
                .put("price", new JsonObject().put("minor", 500).put("currency", "TZS"))
                .put("seconds", 3_600));
    return point
        .post("/vouchers", new JsonObject().put("planId", plan.getString("id")).put("count", 1))
        .getJsonArray("codes")
        .getJsonObject(0)
        .getString("code");
  }
}
