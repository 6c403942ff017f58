package io.gatehouse.api;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.network.wifi.Station;
import io.gatehouse.network.wifi.Stations;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.platform.address.Mac;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Who is on the access point, as hostapd itself says. */
final class StationRoutes {
  private final Stations stations;
  private final Audit audit;

  StationRoutes(Stations stations, Audit audit) {
    this.stations = stations;
    this.audit = audit;
  }

  void on(Endpoints endpoints) {
    endpoints.get("/stations", Role.VIEWER, call -> list());
    endpoints.post("/stations/deauthenticate", Role.STAFF, this::deauthenticate);
  }

  private Answer list() {
    JsonArray items = new JsonArray();
    stations.list().forEach(station -> items.add(json(station)));
    return Answer.ok(new JsonObject().put("items", items));
  }

  private Answer deauthenticate(Call call) {
    Fields body = call.fields();
    String text = body.text("mac", "", 17);
    body.check();
    Mac mac =
        Mac.parse(text)
            .orElseThrow(() -> ApiProblem.invalid(Map.of("mac", "must be a device's address")));
    if (!stations.deauthenticate(mac)) {
      throw ApiProblem.notFound("station");
    }
    audit.record(call.actor(), "station.deauthenticate", mac.toString(), "done");
    return Answer.ok(new JsonObject().put("mac", mac.toString()));
  }

  private static JsonObject json(Station station) {
    return new JsonObject()
        .put("mac", station.mac().toString())
        .put("device", station.device())
        .put("signalDbm", station.signalDbm())
        .put("connectedSeconds", station.connectedSeconds())
        .put("receivedBytes", station.receivedBytes())
        .put("sentBytes", station.sentBytes())
        .put("sentKbps", station.sentKbps());
  }
}
