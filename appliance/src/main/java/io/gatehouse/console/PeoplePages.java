package io.gatehouse.console;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.operator.accounts.AllowList;
import io.gatehouse.operator.accounts.Operators;
import io.gatehouse.operator.accounts.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may run the box: operators, everybody's logins and tokens, where they may come from. */
final class PeoplePages {
  private static final Role LEAST = Role.SUPER_ADMIN;
  private static final String CHANGED = "/people?done=operator-changed";

  private final Rooms rooms;

  PeoplePages(Rooms rooms) {
    this.rooms = rooms;
  }

  void on(Pages pages) {
    Operators operators = rooms.people().operators();
    pages.get("/people", LEAST, visit -> Pages.page("people", values(visit)));
    pages.post("/people", LEAST, this::add);
    pages.post(
        "/people/:id/role",
        LEAST,
        visit ->
            kept(
                visit,
                "operator.role",
                operators.give(visit.id(), Role.named(visit.field("role")).orElse(Role.VIEWER)),
                CHANGED));
    pages.post(
        "/people/:id/disable",
        LEAST,
        visit -> kept(visit, "operator.disable", operators.disable(visit.id(), true), CHANGED));
    pages.post(
        "/people/:id/enable",
        LEAST,
        visit -> kept(visit, "operator.enable", operators.disable(visit.id(), false), CHANGED));
    pages.post(
        "/people/:id/new-password",
        LEAST,
        visit -> kept(visit, "operator.new-password", operators.newPassword(visit.id()), CHANGED));
    pages.post(
        "/people/:id/remove",
        LEAST,
        visit ->
            kept(
                visit,
                "operator.remove",
                operators.remove(visit.id()),
                "/people?done=operator-removed"));
    pages.post("/people/logins/:id/end", LEAST, this::endLogin);
    pages.post("/people/tokens/:id/revoke", LEAST, this::revokeToken);
    pages.post("/people/allow-list", LEAST, this::allow);
  }

  private Map<String, Object> values(Visit visit) {
    Map<String, Object> values = new HashMap<>();
    values.put("operators", rooms.people().operators().all());
    values.put("me", visit.operator().orElseThrow().id());
    values.put("roles", List.of(Role.values()));
    values.put("logins", rooms.people().logins().list());
    values.put("tokens", rooms.people().tokens().all());
    values.put(
        "networks",
        rooms.people().allowed().networks().stream()
            .map(Object::toString)
            .collect(Collectors.joining("\n")));
    values.put("from", visit.actor().from());
    return values;
  }

  private Pages.Outcome add(Visit visit) {
    Role role = Role.named(visit.field("role")).orElse(Role.VIEWER);
    return kept(
        visit, "operator.add", rooms.people().operators().add(visit.field("name"), role), CHANGED);
  }

  private Pages.Outcome kept(Visit visit, String action, Operators.Kept kept, String next) {
    Map<String, Object> values = values(visit);
    return switch (kept) {
      case Operators.Kept.Done(Operators.Listed one) -> {
        rooms.audit().record(visit.actor(), action, one.id(), one.name() + " " + one.role());
        yield new Pages.Outcome.Go(next);
      }
      case Operators.Kept.Given(Operators.Listed one, String password) -> {
        rooms.audit().record(visit.actor(), action, one.id(), one.name() + " " + one.role());
        values.put("given", one.name());
        values.put("password", password);
        yield Pages.page("people", values);
      }
      case Operators.Kept.Invalid(Map<String, String> errors) -> {
        values.put("errors", errors);
        values.put("name", visit.field("name"));
        yield Pages.wrong("people", values);
      }
      case Operators.Kept.Unknown unknown -> Pages.missing();
      case Operators.Kept.Last last -> Pages.refused(409, "console.refused.last-admin");
    };
  }

  private Pages.Outcome endLogin(Visit visit) {
    if (!rooms.people().logins().end(visit.id(), "")) {
      return Pages.missing();
    }
    rooms.audit().record(visit.actor(), "login.end", visit.id(), "done");
    return new Pages.Outcome.Go("/people?done=login-ended");
  }

  private Pages.Outcome revokeToken(Visit visit) {
    if (visit.id().isEmpty() || !rooms.people().tokens().revoke(visit.id())) {
      return Pages.missing();
    }
    rooms.audit().record(visit.actor(), "token.revoke", visit.id(), "done");
    return new Pages.Outcome.Go("/people?done=token-revoked");
  }

  private Pages.Outcome allow(Visit visit) {
    String typed = visit.field("networks");
    List<String> texts = Stream.of(typed.split("[\\s,]+")).filter(text -> !text.isEmpty()).toList();
    return switch (rooms.people().allowed().replace(texts, visit.actor().from())) {
      case AllowList.Kept.Done done -> {
        rooms.audit().record(visit.actor(), "allow-list.change", "", String.join(" ", texts));
        yield new Pages.Outcome.Go("/people?done=allow-list-changed");
      }
      case AllowList.Kept.Invalid(String reason) -> {
        Map<String, Object> values = values(visit);
        values.put("errors", Map.of("networks", reason));
        values.put("networks", typed);
        yield Pages.wrong("people", values);
      }
    };
  }
}
