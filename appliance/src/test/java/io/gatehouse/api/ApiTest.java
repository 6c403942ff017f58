package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.TestBox;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as a program meets it, over the box's socket. */
class ApiTest {
  @TempDir private Path dir;
  private TestBox box;
  private HttpClient client;

  @BeforeEach
  void start() {
    box = new TestBox(dir);
    client = box.vertx.createHttpClient();
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private record Said(int status, String text) {
    JsonObject json() {
      return new JsonObject(text);
    }
  }

  private RequestOptions options(HttpMethod method, String path, String... headers) {
    RequestOptions options =
        new RequestOptions()
            .setServer(SocketAddress.domainSocketAddress(box.socket.toString()))
            .setHost("localhost")
            .setMethod(method)
            .setURI("/api/v1" + path);
    for (int i = 0; i < headers.length; i += 2) {
      options.putHeader(headers[i], headers[i + 1]);
    }
    return options;
  }

  private Said ask(HttpMethod method, String path, String body, String... headers) {
    return TestBox.wait(
        client
            .request(options(method, path, headers))
            .compose(
                // inside, so that the body is waited for before it can have gone by
                request ->
                    request
                        .send(body)
                        .compose(
                            response ->
                                response
                                    .body()
                                    .map(b -> new Said(response.statusCode(), b.toString())))));
  }

  private Said get(String path) {
    return ask(HttpMethod.GET, path, "");
  }

  private Said post(String path, String body, String... headers) {
    return ask(HttpMethod.POST, path, body, headers);
  }

  private String plan() {
    return box.desk.plan("1 Hour").id();
  }

  private String online(String hostname) {
    box.sessions.redeem(
        box.desk.code(plan()),
        new Device(Mac.of("02:00:00:00:00:01"), Ipv4.of("10.20.0.11"), hostname));
    return box.sessions.list("", 1).getFirst().id();
  }

  @Test
  void every_error_has_the_one_shape() {
    String mint = "{\"planId\":\"" + plan() + "\",\"count\":10001}";
    record Case(Said said, int status, String code) {}
    for (Case one :
        new Case[] {
          new Case(get("/nothing"), 404, "not_found"),
          new Case(get("/plans/none-1"), 404, "not_found"),
          new Case(get("/plans/..%2f..%2fetc"), 404, "not_found"),
          new Case(get("/vouchers?max=0"), 422, "invalid"),
          new Case(get("/vouchers?state=LOST"), 422, "invalid"),
          new Case(get("/usage?from=yesterday"), 422, "invalid"),
          new Case(post("/vouchers", mint), 422, "invalid"),
          new Case(post("/plans", "[1]"), 400, "bad_json"),
          new Case(post("/plans", "{"), 400, "bad_json"),
          new Case(post("/plans", "{\"name\":7,\"price\":5}"), 422, "invalid"),
          new Case(post("/plans", "x".repeat(300_000)), 413, "too_large"),
          new Case(post("/sessions/none-1/end", ""), 404, "not_found")
        }) {
      assertThat(one.said.status).as(one.said.text).isEqualTo(one.status);
      JsonObject error = one.said.json();
      assertThat(error.getString("code")).isEqualTo(one.code);
      assertThat(error.getString("message")).isNotBlank();
      assertThat(error.getJsonObject("fields")).isNotNull();
    }
    assertThat(
            post("/plans", "{\"name\":7,\"price\":5}").json().getJsonObject("fields").fieldNames())
        .contains("name", "price");
  }

  @Test
  void a_mint_sent_twice_under_one_key_is_carried_out_once() {
    String body = "{\"planId\":\"" + plan() + "\",\"count\":5}";
    Said first = post("/vouchers", body, "Idempotency-Key", "k1");
    Said again = post("/vouchers", body, "Idempotency-Key", "k1");
    assertThat(first.status).isEqualTo(201);
    assertThat(again.text).isEqualTo(first.text);
    assertThat(box.desk.vouchers.list("", "", "", 100)).hasSize(5);

    Said other = post("/vouchers", body.replace('5', '6'), "Idempotency-Key", "k1");
    assertThat(other.status).isEqualTo(422);
    assertThat(other.json().getString("code")).isEqualTo("idempotency_key_reused");
    post("/vouchers", body, "Idempotency-Key", "k2");
    assertThat(box.desk.vouchers.list("", "", "", 100)).hasSize(10);
  }

  private void restart() {
    box.close();
    box = new TestBox(dir);
    client = box.vertx.createHttpClient();
  }

  @Test
  void a_mint_sent_again_after_a_restart_is_answered_as_before_and_not_carried_out_again() {
    String body = "{\"planId\":\"" + plan() + "\",\"count\":5}";
    Said first = post("/vouchers", body, "Idempotency-Key", "k1");
    restart();
    Said again = post("/vouchers", body, "Idempotency-Key", "k1");
    assertThat(again.status).isEqualTo(201);
    assertThat(again.text).isEqualTo(first.text);
    assertThat(box.desk.vouchers.list("", "", "", 100)).hasSize(5);
    assertThat(post("/vouchers", body.replace('5', '6'), "Idempotency-Key", "k1").status)
        .isEqualTo(422);
    post("/vouchers", body, "Idempotency-Key", "k2");
    assertThat(box.desk.vouchers.list("", "", "", 100)).hasSize(10);
  }

  @Test
  void one_that_was_under_way_at_the_restart_is_told_to_be_unknown() {
    String body = "{\"planId\":\"" + plan() + "\",\"count\":5}";
    box.kept.begin(
        "local /api/v1/vouchers k1", body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    restart();
    Said again = post("/vouchers", body, "Idempotency-Key", "k1");
    assertThat(again.status).isEqualTo(409);
    assertThat(again.json().getString("code")).isEqualTo("idempotency_outcome_unknown");
    assertThat(box.desk.vouchers.list("", "", "", 100)).isEmpty();
  }

  @Test
  void what_was_refused_may_be_tried_again_under_its_key() {
    String wrong = "{\"planId\":\"none\",\"count\":5}";
    assertThat(post("/vouchers", wrong, "Idempotency-Key", "k1").status).isEqualTo(422);
    String right = "{\"planId\":\"" + plan() + "\",\"count\":5}";
    assertThat(post("/vouchers", right, "Idempotency-Key", "k1").status).isEqualTo(201);
  }

  @Test
  void a_list_is_read_to_its_end_by_cursor() {
    box.desk.mint(plan(), 7);
    int seen = 0;
    String after = "";
    for (int page = 0; page < 4 && after != null; page++) {
      JsonObject part = get("/vouchers?max=3&after=" + after).json();
      seen += part.getJsonArray("items").size();
      after = part.getString("next");
    }
    assertThat(seen).isEqualTo(7);
    assertThat(after).isNull();
  }

  @Test
  void a_voucher_lives_through_its_states() {
    String session = online("phone");
    String voucher =
        get("/vouchers?state=USED").json().getJsonArray("items").getJsonObject(0).getString("id");
    assertThat(post("/vouchers/" + voucher + "/disconnect", "").json().getInteger("ended"))
        .isEqualTo(1);
    assertThat(post("/sessions/" + session + "/end", "").status).isEqualTo(404);
    assertThat(post("/vouchers/" + voucher + "/reset-usage", "").status).isEqualTo(200);
    assertThat(post("/vouchers/" + voucher + "/revoke", "").json().getString("state"))
        .isEqualTo("REVOKED");
    assertThat(post("/vouchers/" + voucher + "/revoke", "").status).isEqualTo(409);
    assertThat(box.audit.newest(10)).allSatisfy(line -> assertThat(line.who()).isEqualTo("local"));
  }

  @Test
  void status_settings_jobs_journal_and_report_answer() {
    online("=cmd|'/c calc'!A0");
    assertThat(get("/status").json().getInteger("openSessions")).isEqualTo(1);
    assertThat(get("/settings").json().getJsonObject("guest").getString("network"))
        .isEqualTo("10.20.0.0/21");
    assertThat(get("/jobs").json().getJsonArray("items").getJsonObject(0).getString("name"))
        .isEqualTo("expiry");
    assertThat(get("/journal?max=3").json().getJsonArray("items")).hasSize(3);
    assertThat(get("/usage").json().getJsonArray("items").getJsonObject(0).getInteger("redeemed"))
        .isEqualTo(1);
    assertThat(get("/usage.csv").text.lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("2026-11-20,1 Hour,1,1,500.00,TZS,");
  }

  @Test
  void who_listens_hears_of_a_session_within_seconds() {
    Promise<String> heard = Promise.promise();
    StringBuilder text = new StringBuilder();
    Future<Void> listening =
        client
            .request(options(HttpMethod.GET, "/events"))
            .compose(request -> request.send())
            .map(
                response -> {
                  response.handler(
                      part -> {
                        text.append(part);
                        if (text.indexOf("event: session") >= 0
                            && text.indexOf("\"openSessions\":1") > 0) {
                          heard.tryComplete(text.toString());
                        }
                      });
                  return null;
                });
    TestBox.wait(listening);
    box.vertx.setTimer(500, now -> Thread.ofVirtual().start(() -> online("phone")));
    assertThat(TestBox.wait(heard.future())).contains("event: counts", "SessionOpened");
  }

  private Said change(long revision, String change) {
    return post("/settings", "{\"revision\":" + revision + ",\"change\":" + change + "}");
  }

  @Test
  void settings_are_changed_confirmed_compared_and_brought_back() {
    assertThat(get("/settings/state").json().getLong("revision")).isEqualTo(1);

    JsonObject waits = change(1, "{\"guest\":{\"lastLease\":\"10.20.5.250\"}}").json();
    assertThat(waits.getBoolean("waiting")).isTrue();
    assertThat(get("/settings/state").json().getJsonObject("pending").getLong("revision"))
        .isEqualTo(2);
    assertThat(change(2, "{\"branding\":{\"welcome\":\"x\"}}").status()).isEqualTo(409);
    assertThat(post("/revisions/2/confirm", "").json().getString("state")).isEqualTo("CONFIRMED");

    assertThat(get("/settings").json().getJsonObject("guest").getString("lastLease"))
        .isEqualTo("10.20.5.250");
    assertThat(
            get("/revisions/2/diff")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("path"))
        .isEqualTo("guest.lastLease");
    assertThat(change(1, "{}").json().getString("message")).contains("changed meanwhile");
    assertThat(post("/revisions/1/return", "{\"revision\":2}").json().getLong("revision"))
        .isEqualTo(3);
    assertThat(post("/revisions/3/revert", "").json().getString("state")).isEqualTo("ROLLED_BACK");
    assertThat(get("/revisions?max=2").json().getJsonArray("items")).hasSize(2);
  }

  @Test
  void a_wrong_setting_is_refused_at_its_field() {
    Said said =
        change(
            1, "{\"guest\":{\"lastLease\":\"10.99.0.1\"},\"branding\":{\"siteName\":\"a\\nb\"}}");
    assertThat(said.status()).isEqualTo(422);
    assertThat(said.json().getJsonObject("fields").fieldNames())
        .containsExactlyInAnyOrder("guest.lastLease", "branding.siteName");
    assertThat(post("/settings", "{}").status()).isEqualTo(422);
    assertThat(get("/revisions/99").status()).isEqualTo(404);
    assertThat(get("/settings/schema").json().getJsonObject("properties").fieldNames())
        .contains("guest", "management");
  }

  @Test
  void what_a_program_knows_already_is_not_sent_again_until_it_changes() {
    String tag = tagOf("/plans");
    assertThat(tag).matches("\"[0-9a-f]{32}\"");

    Said again = ask(HttpMethod.GET, "/plans", "", "If-None-Match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();

    assertThat(
            post(
                    "/plans",
                    """
                    {"name":"Another hour","seconds":3600,"price":{"minor":500,"currency":"TZS"}}""")
                .status())
        .isEqualTo(201);
    Said changed = ask(HttpMethod.GET, "/plans", "", "If-None-Match", tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text()).contains("Another hour");
    assertThat(tagOf("/plans")).isNotEqualTo(tag);
  }

  private String tagOf(String path) {
    return TestBox.wait(
        client
            .request(options(HttpMethod.GET, path))
            .compose(HttpClientRequest::send)
            .map(response -> response.getHeader("ETag")));
  }
}
