package io.gatehouse.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.web.DomainCalls;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
  private final Metrics metrics = Metrics.ofProcess();
  private Vertx vertx;
  private DomainCalls domain;
  private int port;
  private volatile boolean storeOk = true;
  private volatile boolean clockOk = true;

  @BeforeEach
  void serve() throws Exception {
    vertx = Vertx.vertx();
    domain = new DomainCalls(vertx, 16);
    HealthChecks checks =
        new HealthChecks(
            List.of(
                new Check("store", true, () -> new Finding(storeOk, "disk is full")),
                new Check("clock", false, () -> new Finding(clockOk, "it is 1970"))),
            Duration.ofSeconds(1));
    Router router = Router.router(vertx);
    new HealthRoutes(domain, checks, metrics, new Hardware()).mount(router);
    port =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    domain.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void all_is_well() throws Exception {
    assertThat(get("/live").statusCode()).isEqualTo(200);
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    JsonObject health = new JsonObject(get("/health").body());
    assertThat(health.getString("status")).isEqualTo("up");
    assertThat(health.getJsonArray("checks")).hasSize(2);
  }

  @Test
  void what_is_not_vital_leaves_the_box_ready() throws Exception {
    clockOk = false;
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    HttpResponse<String> health = get("/health");
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body()).contains("it is 1970");
  }

  @Test
  void without_something_vital_the_box_lives_but_is_not_ready() throws Exception {
    storeOk = false;
    HttpResponse<String> ready = get("/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("disk is full").doesNotContain("1970");
    assertThat(get("/live").statusCode()).isEqualTo(200);
  }

  @Test
  void numbers_are_given_in_prometheus_text() throws Exception {
    metrics.gauge("gatehouse.sessions.open", "Open sessions", () -> 7);
    metrics.count("gatehouse.redemptions", "Codes typed in", "outcome", "opened");
    metrics.count("gatehouse.redemptions", "Codes typed in", "outcome", "opened");
    metrics.time(
        "gatehouse.gate.calls", "What the gate was told", "what", "open", Duration.ofMillis(250));
    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.headers().firstValue("content-type")).hasValue(Metrics.CONTENT_TYPE);
    assertThat(answer.body())
        .contains("gatehouse_sessions_open 7.0")
        .contains("gatehouse_redemptions_total{outcome=\"opened\"} 2.0")
        .contains("gatehouse_gate_calls_seconds_sum{what=\"open\"} 0.25")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void the_machine_is_described_without_what_it_lacks() throws Exception {
    JsonObject box = new JsonObject(get("/health/box").body());
    assertThat(box.getInteger("cores")).isPositive();
    assertThat(box.getLong("memoryBytes")).isGreaterThan(1L << 20);
    assertThat(box.getJsonArray("ports")).isNotNull();
    assertThat(box.containsKey("cpuPercent")).isFalse();
    assertThat(new JsonObject(get("/health/box").body()).getInteger("cpuPercent"))
        .isBetween(0, 100);
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
