package io.gatehouse.api.guest;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Plans: list, look, make, change. */
public final class PlanRoutes {
  private final Plans plans;
  private final Audit audit;

  public PlanRoutes(Plans plans, Audit audit) {
    this.plans = plans;
    this.audit = audit;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/plans", Role.VIEWER, this::list);
    endpoints.post("/plans", Role.ADMIN, this::create);
    endpoints.get("/plans/:id", Role.VIEWER, this::show);
    endpoints.patch("/plans/:id", Role.ADMIN, this::change);
  }

  private Answer list(Call call) {
    JsonArray items = new JsonArray();
    plans.all().forEach(plan -> items.add(PlanBody.json(plan)));
    return Answer.ok(new JsonObject().put("items", items));
  }

  private Answer show(Call call) {
    return Answer.ok(PlanBody.json(existing(call)));
  }

  private Answer create(Call call) {
    return save(call, PlanBody.BLANK, "plan.create");
  }

  private Answer change(Call call) {
    return save(call, existing(call), "plan.change");
  }

  private Plan existing(Call call) {
    return plans.find(call.id("plan")).orElseThrow(() -> ApiProblem.notFound("plan"));
  }

  private Answer save(Call call, Plan before, String action) {
    Plan draft = PlanBody.draft(call.fields(), before);
    return switch (plans.save(draft)) {
      case Plans.Saved.Stored(Plan plan) -> {
        audit.record(call.actor(), action, plan.id(), plan.name());
        yield before.id().isEmpty()
            ? Answer.created(PlanBody.json(plan))
            : Answer.ok(PlanBody.json(plan));
      }
      case Plans.Saved.Invalid(var errors) -> throw ApiProblem.invalid(errors);
      case Plans.Saved.NotFound missing -> throw ApiProblem.notFound("plan");
    };
  }
}
