package io.gatehouse.console;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import java.util.List;
import java.util.Map;

/** Who did what, newest first. */
final class AuditPages {
  private static final int PAGE = 100;

  private final Rooms rooms;

  AuditPages(Rooms rooms) {
    this.rooms = rooms;
  }

  void on(Pages pages) {
    pages.get("/audit", Role.ADMIN, this::list);
  }

  private Pages.Outcome list(Visit visit) {
    String asked = visit.param("before");
    long before = asked.matches("\\d{1,18}") ? Long.parseLong(asked) : Long.MAX_VALUE;
    String who = visit.param("who");
    String action = visit.param("action");
    List<Audit.Line> lines = rooms.audit().list(before, who, action, PAGE);
    return Pages.page(
        "audit",
        Map.of(
            "lines", lines,
            "who", who,
            "action", action,
            "older", lines.size() < PAGE ? 0L : lines.getLast().seq(),
            "first", before == Long.MAX_VALUE));
  }
}
