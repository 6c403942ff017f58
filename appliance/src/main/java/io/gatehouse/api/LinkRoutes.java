package io.gatehouse.api;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.operator.link.HubLink;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The box's tie to a hub: how it is, making it, cutting it. */
final class LinkRoutes {
  private static final int LONGEST = 255;

  private final HubLink link;
  private final Audit audit;

  LinkRoutes(HubLink link, Audit audit) {
    this.link = link;
    this.audit = audit;
  }

  void on(Endpoints endpoints) {
    endpoints.get("/link", Role.VIEWER, call -> Answer.ok(json(link.state())));
    endpoints.post("/link", Role.ADMIN, this::join);
    endpoints.post("/link/leave", Role.ADMIN, this::leave);
  }

  private Answer join(Call call) {
    Fields fields = call.fields();
    String hub = fields.text("hub", "", LONGEST);
    String claim = fields.text("claim", "", LONGEST);
    fields.check();
    return switch (link.join(hub, claim)) {
      case HubLink.Outcome.Done(HubLink.State state) -> {
        audit.record(call.actor(), "link.join", state.hub(), "done as " + state.box());
        yield Answer.ok(json(state));
      }
      case HubLink.Outcome.No(String reason) -> {
        audit.record(call.actor(), "link.join", hub, "refused");
        throw new ApiProblem(422, "not_joined", reason, Map.of());
      }
    };
  }

  private Answer leave(Call call) {
    String hub = link.state().hub();
    if (!link.leave()) {
      throw ApiProblem.conflict("this box belongs to no hub");
    }
    audit.record(call.actor(), "link.leave", hub, "done");
    return Answer.ok(json(link.state()));
  }

  private static JsonObject json(HubLink.State state) {
    return new JsonObject()
        .put("joined", state.joined())
        .put("hub", state.hub())
        .put("box", state.box())
        .put("authority", state.authority())
        .put("up", state.up())
        .put("detail", state.detail())
        .put("sent", state.sent())
        .put("waiting", state.waiting())
        .put("contactSecondsAgo", state.contactSecondsAgo())
        .put("certificateEnds", state.certificateEnds())
        .put("revision", state.revision())
        .put("outcome", state.outcome());
  }
}
