package io.gatehouse.api;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.network.radius.RadiusLive;
import io.gatehouse.operator.accounts.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** RADIUS as it runs: servers and their health, what was dropped and why, live packets. */
final class RadiusRoutes {
  private final RadiusLive radius;

  RadiusRoutes(RadiusLive radius) {
    this.radius = radius;
  }

  void on(Endpoints endpoints) {
    endpoints.get("/radius", Role.VIEWER, call -> Answer.ok(state()));
    endpoints.get("/radius/packets", Role.ADMIN, this::packets);
  }

  private JsonObject state() {
    JsonArray upstreams = new JsonArray();
    for (RadiusLive.UpstreamHealth upstream : radius.upstreams()) {
      upstreams.add(
          new JsonObject()
              .put("name", upstream.name())
              .put("service", upstream.service())
              .put("address", upstream.address())
              .put("state", upstream.state())
              .put("answers", upstream.answers())
              .put("silences", upstream.silences())
              .put("micros", upstream.micros())
              .put("waiting", upstream.waiting()));
    }
    return new JsonObject()
        .put("trouble", radius.trouble())
        .put("upstreams", upstreams)
        .put("events", counts(radius.events()))
        .put("dropped", counts(radius.dropped()));
  }

  private static JsonObject counts(Map<String, Long> counts) {
    JsonObject object = new JsonObject();
    counts.forEach(object::put);
    return object;
  }

  /** Those of one NAS, of one outcome, or whose attributes hold a text. */
  private Answer packets(Call call) {
    String nas = call.param("nas");
    String outcome = call.param("outcome");
    String text = call.param("text");
    JsonArray items = new JsonArray();
    for (RadiusLive.SeenPacket packet : radius.packets()) {
      boolean wanted =
          (nas.isEmpty() || packet.nas().equals(nas))
              && (outcome.isEmpty() || packet.outcome().equals(outcome))
              && (text.isEmpty()
                  || packet.attributes().stream().anyMatch(a -> a.text().contains(text)));
      if (wanted) {
        items.add(json(packet));
      }
    }
    return Answer.ok(new JsonObject().put("items", items));
  }

  private static JsonObject json(RadiusLive.SeenPacket packet) {
    JsonArray attributes = new JsonArray();
    packet
        .attributes()
        .forEach(
            value ->
                attributes.add(
                    new JsonObject().put("name", value.name()).put("value", value.text())));
    return new JsonObject()
        .put("agoMillis", packet.agoMillis())
        .put("nas", packet.nas())
        .put("from", packet.from())
        .put("kind", packet.kind())
        .put("id", packet.id())
        .put("outcome", packet.outcome())
        .put("micros", packet.micros())
        .put("attributes", attributes);
  }
}
