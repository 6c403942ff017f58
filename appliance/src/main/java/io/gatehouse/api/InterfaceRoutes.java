package io.gatehouse.api;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.network.lan.Interfaces;
import io.gatehouse.operator.accounts.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The machine's network interfaces; what the box does with them is changed by settings. */
final class InterfaceRoutes {
  private final Interfaces interfaces;

  InterfaceRoutes(Interfaces interfaces) {
    this.interfaces = interfaces;
  }

  void on(Endpoints endpoints) {
    endpoints.get("/interfaces", Role.VIEWER, call -> list());
  }

  private Answer list() {
    JsonArray items = new JsonArray();
    interfaces.list().forEach(one -> items.add(json(one)));
    return Answer.ok(new JsonObject().put("items", items));
  }

  private static JsonObject json(Interfaces.Interface one) {
    return new JsonObject()
        .put("name", one.name())
        .put("use", one.use())
        .put("bridge", one.bridge())
        .put("mac", one.mac())
        .put("mtu", one.mtu())
        .put("state", one.state())
        .put("addresses", new JsonArray(one.addresses()))
        .put("receivedBytes", one.receivedBytes())
        .put("sentBytes", one.sentBytes());
  }
}
