package io.gatehouse.console.session;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.operator.accounts.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is in, right now: look, end, put on another plan. */
public final class SessionPages {
  private static final int PAGE = 100;

  private final Rooms rooms;

  public SessionPages(Rooms rooms) {
    this.rooms = rooms;
  }

  public void on(Pages pages) {
    pages.get("/sessions", Role.VIEWER, visit -> Pages.page("sessions", list(visit)));
    pages.get("/live/sessions", Role.VIEWER, visit -> Pages.page("sessions-live", list(visit)));
    pages.get("/sessions/:id", Role.VIEWER, this::look);
    pages.post("/sessions/:id/end", Role.STAFF, this::end);
    pages.post("/sessions/:id/plan", Role.STAFF, this::changePlan);
  }

  private Map<String, Object> list(Visit visit) {
    String after = visit.idParam("after");
    List<SessionView> sessions = rooms.sessions().list(after, PAGE);
    return Map.of(
        "sessions",
        sessions,
        "after",
        after,
        "open",
        rooms.sessions().openCount(),
        "next",
        sessions.size() < PAGE ? "" : sessions.getLast().id());
  }

  private Pages.Outcome look(Visit visit) {
    Optional<SessionView> session = rooms.sessions().find(visit.id());
    return session.isEmpty()
        ? Pages.missing()
        : Pages.page("session", Map.of("session", session.get(), "plans", rooms.plans().all()));
  }

  private Pages.Outcome end(Visit visit) {
    if (visit.id().isEmpty() || !rooms.sessions().end(visit.id(), EndReason.OPERATOR)) {
      return Pages.missing();
    }
    rooms.audit().record(visit.actor(), "session.end", visit.id(), "done");
    return new Pages.Outcome.Go("/sessions?done=session-ended");
  }

  private Pages.Outcome changePlan(Visit visit) {
    String plan = visit.field("planId");
    if (rooms.plans().find(plan).isEmpty() || !rooms.sessions().changePlan(visit.id(), plan)) {
      return Pages.missing();
    }
    rooms.audit().record(visit.actor(), "session.change-plan", visit.id(), "to plan " + plan);
    return new Pages.Outcome.Go("/sessions?done=plan-changed");
  }
}
