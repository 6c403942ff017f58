package io.gatehouse.api.hub;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.hub.fleet.Fleet;
import io.gatehouse.hub.fleet.FleetBox;
import io.gatehouse.hub.orders.Order;
import io.gatehouse.hub.orders.Orders;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.sync.wire.OrderKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What the boxes are to do, for the people who run them. */
public final class OrderRoutes {
  private static final int LONGEST = 64;

  /** The id of a session, the name of a unit, or nothing. */
  private static final String SUBJECT = "[A-Za-z0-9@-]*";

  private final Fleet fleet;
  private final Orders orders;
  private final Audit audit;

  public OrderRoutes(Fleet fleet, Orders orders, Audit audit) {
    this.fleet = fleet;
    this.orders = orders;
    this.audit = audit;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/boxes/:id/orders", Role.VIEWER, this::list);
    endpoints.post("/boxes/:id/orders", Role.ADMIN, this::give);
  }

  private FleetBox box(Call call) {
    return fleet.box(call.id("box")).orElseThrow(() -> ApiProblem.notFound("box"));
  }

  private Answer list(Call call) {
    JsonArray items = new JsonArray();
    for (Order order : orders.list(box(call).id(), call.pageSize())) {
      items.add(
          new JsonObject()
              .put("number", order.number())
              .put("kind", order.kind())
              .put("subject", order.subject())
              .put("author", order.author())
              .put("outcome", order.outcome())
              .put("note", order.note()));
    }
    return Answer.ok(new JsonObject().put("items", items));
  }

  private Answer give(Call call) {
    FleetBox box = box(call);
    Fields fields = call.fields();
    Optional<OrderKind> kind = OrderKind.of(fields.text("kind", "", LONGEST));
    String subject = fields.text("subject", "", LONGEST);
    if (kind.isEmpty()) {
      fields.wrong("kind", "must be END_SESSION, RESTART or LOOK");
    }
    if (!subject.matches(SUBJECT)) {
      fields.wrong("subject", "must be the id of a session or the name of a unit");
    }
    kind.ifPresent(
        known -> {
          if (subject.isEmpty() != (known == OrderKind.LOOK)) {
            fields.wrong(
                "subject",
                switch (known) {
                  case END_SESSION -> "must be the id of a session";
                  case RESTART -> "must be the unit of a daemon, such as gatehouse-dnsmasq@lan";
                  case LOOK -> "must be empty";
                });
          }
        });
    fields.check();
    long number = orders.give(box.id(), kind.orElseThrow(), subject, call.actor().name());
    audit.record(
        call.actor(), "box.order", box.id(), (number + " " + kind.get() + " " + subject).strip());
    return Answer.created(
        new JsonObject()
            .put("box", box.id())
            .put("number", number)
            .put("minutes", Orders.LASTS.toMinutes()));
  }
}
