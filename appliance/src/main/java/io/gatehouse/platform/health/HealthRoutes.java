package io.gatehouse.platform.health;

import io.gatehouse.platform.web.DomainCalls;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Predicate;

/**
 * What monitoring asks, for the management side only.
 *
 * <ul>
 *   <li>{@code /live}: the process answers; nothing is looked at
 *   <li>{@code /ready}: everything vital works; 503 otherwise
 *   <li>{@code /health}: everything works, each part with its state; 503 otherwise
 *   <li>{@code /health/box}: the machine itself
 *   <li>{@code /metrics}: numbers for Prometheus
 * </ul>
 */
public final class HealthRoutes {
  private static final int UNAVAILABLE = 503;

  private final DomainCalls domain;
  private final HealthChecks checks;
  private final Metrics metrics;
  private final Hardware hardware;

  public HealthRoutes(DomainCalls domain, HealthChecks checks, Metrics metrics, Hardware hardware) {
    this.domain = domain;
    this.checks = checks;
    this.metrics = metrics;
    this.hardware = hardware;
  }

  public void mount(Router router) {
    router.get("/live").handler(ctx -> json(ctx, 200, new JsonObject().put("status", "up")));
    router.get("/ready").handler(ctx -> look(ctx, HealthChecks.Result::vital));
    router.get("/health").handler(ctx -> look(ctx, result -> true));
    router
        .get("/health/box")
        .handler(
            ctx ->
                domain
                    .call(hardware::look)
                    .onSuccess(seen -> json(ctx, 200, HardwareJson.of(seen)))
                    .onFailure(ctx::fail));
    router
        .get("/metrics")
        .handler(
            ctx ->
                domain
                    .call(metrics::scrape)
                    .onSuccess(
                        text ->
                            ctx.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, Metrics.CONTENT_TYPE)
                                .end(text))
                    .onFailure(ctx::fail));
  }

  private void look(RoutingContext ctx, Predicate<HealthChecks.Result> counts) {
    domain
        .call(checks::look)
        .onSuccess(
            all -> {
              List<HealthChecks.Result> counted = all.stream().filter(counts).toList();
              boolean up = counted.stream().allMatch(HealthChecks.Result::ok);
              json(ctx, up ? 200 : UNAVAILABLE, json(up, counted));
            })
        .onFailure(
            busy ->
                json(
                    ctx,
                    UNAVAILABLE,
                    new JsonObject().put("status", "down").put("detail", busy.getMessage())));
  }

  private static JsonObject json(boolean up, List<HealthChecks.Result> results) {
    JsonArray items = new JsonArray();
    results.forEach(
        result ->
            items.add(
                new JsonObject()
                    .put("name", result.name())
                    .put("status", result.ok() ? "up" : "down")
                    .put("vital", result.vital())
                    .put("detail", result.detail())
                    .put("millis", result.millis())));
    return new JsonObject().put("status", up ? "up" : "down").put("checks", items);
  }

  private static void json(RoutingContext ctx, int status, JsonObject body) {
    ctx.response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.encodePrettily() + "\n");
  }
}
