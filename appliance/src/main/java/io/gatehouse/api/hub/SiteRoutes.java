package io.gatehouse.api.hub;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.api.guest.PlanBody;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.hub.fleet.Fleet;
import io.gatehouse.hub.fleet.FleetBox;
import io.gatehouse.hub.site.Apart;
import io.gatehouse.hub.site.Batches;
import io.gatehouse.hub.site.HubBatch;
import io.gatehouse.hub.site.HubPlan;
import io.gatehouse.hub.site.HubPlans;
import io.gatehouse.hub.site.Spend;
import io.gatehouse.hub.site.Spends;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What all boxes of a site sell: plans and vouchers made here, and who has let them in. */
public final class SiteRoutes {
  private static final int LONGEST_NAME = 63;

  private final Fleet fleet;
  private final HubPlans plans;
  private final Batches batches;
  private final Spends spends;
  private final Audit audit;

  public SiteRoutes(Fleet fleet, HubPlans plans, Batches batches, Spends spends, Audit audit) {
    this.fleet = fleet;
    this.plans = plans;
    this.batches = batches;
    this.spends = spends;
    this.audit = audit;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/plans", Role.VIEWER, call -> list());
    endpoints.post("/plans", Role.ADMIN, this::create);
    endpoints.get("/plans/:id", Role.VIEWER, call -> Answer.ok(json(plan(call))));
    endpoints.patch("/plans/:id", Role.ADMIN, this::change);
    endpoints.get("/batches", Role.VIEWER, this::batches);
    endpoints.post("/batches", Role.STAFF, this::make);
    endpoints.get("/batches/:id/redeemed", Role.VIEWER, this::redeemed);
    endpoints.post("/batches/:id/revoke", Role.STAFF, this::revoke);
    endpoints.get("/conflicts", Role.VIEWER, this::conflicts);
  }

  private HubPlan plan(Call call) {
    return plans.find(call.id("plan")).orElseThrow(() -> ApiProblem.notFound("plan"));
  }

  private Answer list() {
    JsonArray items = new JsonArray();
    plans.all().forEach(plan -> items.add(json(plan)));
    return Answer.ok(new JsonObject().put("items", items));
  }

  private Answer create(Call call) {
    String site = call.fields().text("site", "default", LONGEST_NAME);
    return save(call, new HubPlan(PlanBody.BLANK, site, Apart.SITE), "plan.create");
  }

  private Answer change(Call call) {
    return save(call, plan(call), "plan.change");
  }

  private Answer save(Call call, HubPlan before, String action) {
    Fields fields = call.fields();
    Apart apart = fields.choice("apart", before.apart(), Apart.class);
    if (!FleetRoutes.isName(before.site())) {
      fields.wrong("site", "must be small letters, digits and hyphens");
    }
    Plan draft = PlanBody.draft(fields, before.plan());
    return switch (plans.save(new HubPlan(draft, before.site(), apart))) {
      case HubPlans.Saved.Stored(HubPlan plan) -> {
        audit.record(call.actor(), action, plan.plan().id(), plan.plan().name());
        yield before.plan().id().isEmpty() ? Answer.created(json(plan)) : Answer.ok(json(plan));
      }
      case HubPlans.Saved.Invalid(var errors) -> throw ApiProblem.invalid(errors);
    };
  }

  private Answer batches(Call call) {
    JsonArray items = new JsonArray();
    batches.list(call.pageSize()).forEach(batch -> items.add(json(batch)));
    return Answer.ok(new JsonObject().put("items", items));
  }

  private Answer make(Call call) {
    Fields fields = call.fields();
    String plan = fields.text("planId", "", 64);
    int count = (int) fields.number("count", 1, 1, 10_000);
    String prefix = fields.text("prefix", "", 16);
    String note = fields.text("note", "", 200);
    String home = fields.text("home", "", LONGEST_NAME);
    Optional<FleetBox> box = home.isEmpty() ? Optional.empty() : fleet.box(home);
    if (!home.isEmpty() && box.isEmpty()) {
      fields.wrong("home", "there is no such box");
    }
    fields.check();
    Batches.Wanted wanted =
        new Batches.Wanted(
            plan, count, prefix, note, box.map(FleetBox::id).orElse(""), call.actor().name());
    return switch (batches.make(wanted)) {
      case Batches.Made.Batch(String id, int number, var codes) -> {
        audit.record(call.actor(), "voucher.mint", id, codes.size() + " of plan " + plan);
        JsonArray items = new JsonArray();
        codes.forEach(code -> items.add(new JsonObject().put("code", code)));
        yield Answer.created(
            new JsonObject()
                .put("batchId", id)
                .put("number", number)
                .put("prefix", prefix)
                .put("codes", items));
      }
      case Batches.Made.Invalid(var errors) -> throw ApiProblem.invalid(errors);
    };
  }

  private HubBatch batch(Call call) {
    return batches.find(call.id("batch")).orElseThrow(() -> ApiProblem.notFound("batch"));
  }

  private Answer redeemed(Call call) {
    HubBatch batch = batch(call);
    return spends(spends.ofBatch(batch.site(), batch.number(), call.pageSize()));
  }

  private Answer revoke(Call call) {
    HubBatch batch = batch(call);
    if (!batches.revoke(batch.id())) {
      throw ApiProblem.conflict("this batch is revoked already");
    }
    audit.record(call.actor(), "batch.revoke", batch.id(), "done");
    return Answer.ok(json(batch(call)));
  }

  private Answer conflicts(Call call) {
    return spends(spends.conflicts(call.pageSize()));
  }

  private static Answer spends(Iterable<Spend> spends) {
    JsonArray items = new JsonArray();
    for (Spend spend : spends) {
      items.add(
          new JsonObject()
              .put("site", spend.site())
              .put("number", spend.number())
              .put("serial", spend.serial())
              .put("voucher", spend.voucher())
              .put("box", spend.box())
              .put("fact", spend.seq())
              .put("mac", spend.mac())
              .put("outcome", spend.outcome().name()));
    }
    return Answer.ok(new JsonObject().put("items", items));
  }

  private static JsonObject json(HubPlan plan) {
    return PlanBody.json(plan.plan()).put("site", plan.site()).put("apart", plan.apart().name());
  }

  private static JsonObject json(HubBatch batch) {
    return new JsonObject()
        .put("id", batch.id())
        .put("site", batch.site())
        .put("number", batch.number())
        .put("planId", batch.planId())
        .put("home", batch.home())
        .put("prefix", batch.prefix())
        .put("note", batch.note())
        .put("author", batch.author())
        .put("size", batch.size())
        .put("redeemed", batch.spent())
        .put("revoked", batch.revoked());
  }
}
