package io.gatehouse.console.plan;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.operator.accounts.Role;
import java.util.Map;
import java.util.Optional;

/** Plans: list, make, change. */
public final class PlanPages {
  private final Rooms rooms;

  public PlanPages(Rooms rooms) {
    this.rooms = rooms;
  }

  public void on(Pages pages) {
    pages.get(
        "/plans", Role.VIEWER, visit -> Pages.page("plans", Map.of("plans", rooms.plans().all())));
    pages.get("/plans/new", Role.ADMIN, visit -> form(PlanForm.blank(currency()), Map.of()));
    pages.post("/plans/new", Role.ADMIN, visit -> save(visit, ""));
    pages.get("/plans/:id", Role.ADMIN, this::edit);
    pages.post("/plans/:id", Role.ADMIN, this::change);
  }

  /** What most of the plans here are sold in. */
  private String currency() {
    return rooms.plans().all().stream()
        .map(plan -> plan.price().currency())
        .findFirst()
        .orElse("USD");
  }

  private Pages.Outcome edit(Visit visit) {
    Optional<Plan> plan = rooms.plans().find(visit.id());
    return plan.isEmpty() ? Pages.missing() : form(PlanForm.of(plan.get()), Map.of());
  }

  private Pages.Outcome change(Visit visit) {
    return rooms.plans().find(visit.id()).isEmpty() ? Pages.missing() : save(visit, visit.id());
  }

  private Pages.Outcome save(Visit visit, String id) {
    PlanForm form = PlanForm.read(visit, id);
    return switch (form.draft()) {
      case PlanForm.Draft.Wrong(Map<String, String> errors) -> form(form, errors);
      case PlanForm.Draft.Ready(Plan draft) -> store(visit, form, draft);
    };
  }

  private Pages.Outcome store(Visit visit, PlanForm form, Plan draft) {
    return switch (rooms.plans().save(draft)) {
      case Plans.Saved.Stored(Plan plan) -> {
        String action = draft.id().isEmpty() ? "plan.create" : "plan.change";
        rooms.audit().record(visit.actor(), action, plan.id(), plan.name());
        yield new Pages.Outcome.Go("/plans?done=plan-saved");
      }
      case Plans.Saved.Invalid(Map<String, String> errors) -> form(form, errors);
      case Plans.Saved.NotFound missing -> Pages.missing();
    };
  }

  private static Pages.Outcome form(PlanForm form, Map<String, String> errors) {
    Map<String, Object> values = Map.of("plan", form, "errors", errors);
    return errors.isEmpty() ? Pages.page("plan", values) : Pages.wrong("plan", values);
  }
}
