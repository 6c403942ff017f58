package io.gatehouse.api.guest;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Who is in: list, end, put on another plan. */
public final class SessionRoutes {
  private final Sessions sessions;
  private final Plans plans;
  private final Audit audit;

  public SessionRoutes(Sessions sessions, Plans plans, Audit audit) {
    this.sessions = sessions;
    this.plans = plans;
    this.audit = audit;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/sessions", Role.VIEWER, this::list);
    endpoints.post("/sessions/:id/end", Role.STAFF, this::end);
    endpoints.post("/sessions/:id/plan", Role.STAFF, this::changePlan);
  }

  private Answer list(Call call) {
    int max = call.pageSize();
    return Answer.page(
        sessions.list(call.param("after"), max), max, SessionView::id, SessionRoutes::json);
  }

  private Answer end(Call call) {
    String id = call.id("session");
    if (!sessions.end(id, EndReason.OPERATOR)) {
      throw ApiProblem.notFound("open session");
    }
    audit.record(call.actor(), "session.end", id, "done");
    return Answer.ok(new JsonObject().put("id", id).put("ended", true));
  }

  private Answer changePlan(Call call) {
    String id = call.id("session");
    Fields body = call.fields();
    String plan = body.text("planId", "", 64);
    body.check();
    if (plans.find(plan).isEmpty()) {
      throw ApiProblem.invalid(Map.of("planId", "there is no such plan"));
    }
    if (!sessions.changePlan(id, plan)) {
      throw ApiProblem.notFound("open session");
    }
    audit.record(call.actor(), "session.change-plan", id, "to plan " + plan);
    return Answer.ok(new JsonObject().put("id", id).put("planId", plan));
  }

  private static JsonObject json(SessionView session) {
    return new JsonObject()
        .put("id", session.id())
        .put("voucherId", session.voucherId())
        .put("mac", session.mac().toString())
        .put("ip", session.ip().toString())
        .put("hostname", session.hostname())
        .put("state", session.state().name())
        .put("planId", session.plan().id())
        .put("planName", session.plan().name())
        .put("remainingSeconds", session.remainingSeconds())
        .put("remainingBytes", session.remainingBytes())
        .put("usedSeconds", session.usedSeconds())
        .put("upBytes", session.upBytes())
        .put("downBytes", session.downBytes())
        .put("slowed", session.slowed())
        .put("idleSeconds", session.idleSeconds());
  }
}
