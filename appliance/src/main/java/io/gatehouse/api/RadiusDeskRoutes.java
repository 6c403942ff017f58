package io.gatehouse.api;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.network.radius.RadiusDesk;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.platform.web.Csv;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/** What the box's own RADIUS server decided and was told: logins, accounting, its queue. */
final class RadiusDeskRoutes {
  private final RadiusDesk desk;
  private final Audit audit;

  RadiusDeskRoutes(RadiusDesk desk, Audit audit) {
    this.desk = desk;
    this.audit = audit;
  }

  void on(Endpoints endpoints) {
    endpoints.get("/radius/test", Role.ADMIN, this::test);
    endpoints.get("/radius/logins", Role.ADMIN, this::logins);
    endpoints.get("/radius/accounting", Role.ADMIN, this::accounting);
    endpoints.get("/radius/accounting.csv", Role.ADMIN, this::csv);
    endpoints.get(
        "/radius/certificate",
        Role.VIEWER,
        call -> Answer.ok(new JsonObject().put("certificate", desk.certificate())));
    endpoints.get("/radius/queue", Role.VIEWER, call -> Answer.ok(queue()));
    endpoints.post("/radius/queue/again", Role.ADMIN, this::again);
  }

  private Answer test(Call call) {
    String user = call.param("user");
    if (user.isBlank()) {
      throw ApiProblem.invalid(Map.of("user", "must be given"));
    }
    return Answer.ok(new JsonObject().put("user", user).put("says", desk.explain(user)));
  }

  private Answer logins(Call call) {
    JsonArray items = new JsonArray();
    for (RadiusDesk.Login login : desk.logins(call.param("text"), call.pageSize())) {
      items.add(
          new JsonObject()
              .put("when", Instant.ofEpochMilli(login.whenMillis()).toString())
              .put("user", login.user())
              .put("device", login.device())
              .put("nas", login.nas())
              .put("method", login.method())
              .put("outcome", login.outcome())
              .put("message", login.message()));
    }
    return Answer.ok(new JsonObject().put("items", items));
  }

  private Answer accounting(Call call) {
    int max = call.pageSize();
    long before = call.number("after", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    return Answer.page(
        desk.accounting(call.param("text"), before, max),
        max,
        RadiusDesk.Reported::seq,
        RadiusDeskRoutes::json);
  }

  private static String started(RadiusDesk.Reported one) {
    return one.startedMillis() == 0 ? "" : Instant.ofEpochMilli(one.startedMillis()).toString();
  }

  private static JsonObject json(RadiusDesk.Reported one) {
    return new JsonObject()
        .put("seq", one.seq())
        .put("nas", one.nas())
        .put("routersId", one.routersId())
        .put("user", one.user())
        .put("device", one.device())
        .put("address", one.address())
        .put("session", one.session())
        .put("started", started(one))
        .put("stopped", one.stopped())
        .put("cause", one.cause())
        .put("seconds", one.seconds())
        .put("upBytes", one.upBytes())
        .put("downBytes", one.downBytes());
  }

  private Answer csv(Call call) {
    Csv csv =
        new Csv()
            .line(
                "nas",
                "id",
                "user",
                "device",
                "address",
                "session",
                "started",
                "stopped",
                "cause",
                "seconds",
                "up_bytes",
                "down_bytes");
    for (RadiusDesk.Reported one :
        desk.accounting(
            call.param("text"), Long.MAX_VALUE, (int) call.number("max", 1, 100_000, 10_000))) {
      csv.line(
          one.nas(),
          one.routersId(),
          one.user(),
          one.device(),
          one.address(),
          one.session(),
          started(one),
          one.stopped(),
          one.cause(),
          one.seconds(),
          one.upBytes(),
          one.downBytes());
    }
    return Answer.csv(csv.toString());
  }

  private JsonObject queue() {
    JsonArray aside = new JsonArray();
    desk.aside(100)
        .forEach(
            one ->
                aside.add(
                    new JsonObject()
                        .put("seq", one.seq())
                        .put("pool", one.pool())
                        .put("nas", one.nas())
                        .put("reason", one.reason())));
    return new JsonObject().put("waiting", desk.waiting()).put("aside", aside);
  }

  private Answer again(Call call) {
    int count = desk.sendAgain();
    audit.record(call.actor(), "radius.send-again", "accounting", count + " records");
    return Answer.ok(new JsonObject().put("again", count));
  }
}
