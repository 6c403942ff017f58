package io.gatehouse.console;

import io.gatehouse.console.door.Guard;
import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.operator.accounts.Accounts;
import io.gatehouse.operator.accounts.Operator;
import io.gatehouse.operator.accounts.Password;
import io.gatehouse.operator.accounts.SignIn;
import io.gatehouse.operator.audit.Actor;
import io.gatehouse.platform.web.DomainCalls;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/** Signing in and out, and choosing a password in place of the one on the label. */
final class SignInPages {
  private final Pages pages;
  private final Guard guard;
  private final Rooms rooms;
  private final DomainCalls domain;

  SignInPages(Pages pages, Guard guard, Rooms rooms, DomainCalls domain) {
    this.pages = pages;
    this.guard = guard;
    this.rooms = rooms;
    this.domain = domain;
  }

  void on(Router router) {
    router
        .route(HttpMethod.GET, "/login")
        .handler(ctx -> pages.send(ctx, Pages.page("login", Map.of())));
    router.route(HttpMethod.POST, "/login").handler(this::signIn);
    router.route(HttpMethod.POST, "/logout").handler(this::signOut);
    router.route(HttpMethod.GET, "/password").handler(this::askPassword);
    router.route(HttpMethod.POST, "/password").handler(this::changePassword);
    router.route(HttpMethod.POST, "/password/strength").handler(this::strength);
  }

  private void signIn(RoutingContext ctx) {
    Visit visit = Visit.of(ctx);
    String name = visit.field("name");
    Password password = Password.typed(visit.typed("password"));
    domain
        .call(() -> check(visit, name, password))
        .onSuccess(checked -> answer(ctx, name, checked))
        .onFailure(ctx::fail);
  }

  private record Checked(SignIn signIn, String place) {}

  private Checked check(Visit visit, String name, Password password) {
    SignIn answer = rooms.accounts().signIn(name, password, visit.actor().from());
    switch (answer) {
      case SignIn.Welcome(Operator operator) ->
          rooms.audit().record(as(visit, operator.name()), "sign-in", operator.id(), "done");
      case SignIn.Wrong wrong ->
          rooms.audit().record(as(visit, name), "sign-in", "", "wrong name or password");
      // a flood of tries must not become a flood of writes
      case SignIn.Wait wait -> {}
    }
    return new Checked(answer, rooms.setup().underWay() ? "/setup" : "/");
  }

  private static Actor as(Visit visit, String name) {
    return new Actor(name, visit.actor().from(), visit.actor().role());
  }

  private void answer(RoutingContext ctx, String name, Checked answer) {
    switch (answer.signIn()) {
      case SignIn.Welcome(Operator operator) -> {
        guard.signOut(ctx);
        guard.signIn(ctx, rooms.people().logins().open(operator, from(ctx)));
        go(ctx, operator.mustChange() ? "/password" : answer.place());
      }
      case SignIn.Wrong wrong ->
          pages.send(
              ctx, new Pages.Outcome.Page(403, "login", Map.of("name", name, "wrong", true)));
      case SignIn.Wait(long seconds) ->
          pages.send(
              ctx, new Pages.Outcome.Page(429, "login", Map.of("name", name, "wait", seconds)));
    }
  }

  private void signOut(RoutingContext ctx) {
    guard.signOut(ctx);
    go(ctx, "/login");
  }

  private void askPassword(RoutingContext ctx) {
    if (Guard.operator(ctx).isEmpty()) {
      go(ctx, "/login");
      return;
    }
    pages.send(ctx, Pages.page("password", first(ctx)));
  }

  /** What the box thinks of a password while it is typed. */
  private void strength(RoutingContext ctx) {
    Operator operator = Guard.operator(ctx).orElse(null);
    if (operator == null) {
      ctx.fail(403);
      return;
    }
    Password typed = Password.typed(Visit.of(ctx).typed("fresh"));
    pages.send(
        ctx,
        Pages.page(
            "strength",
            Map.of(
                "strength", typed.strength(operator.name()),
                "weakness", typed.weakness(operator.name()).orElse(""))));
  }

  private static Map<String, Object> first(RoutingContext ctx) {
    return Map.of(
        "first",
        Guard.operator(ctx).map(Operator::mustChange).orElse(false),
        "shortest",
        Password.SHORTEST);
  }

  private void changePassword(RoutingContext ctx) {
    Operator operator = Guard.operator(ctx).orElse(null);
    if (operator == null) {
      go(ctx, "/login");
      return;
    }
    Visit visit = Visit.of(ctx);
    if (!visit.typed("fresh").equals(visit.typed("again"))) {
      refuse(ctx, "again", "must be the same as above");
      return;
    }
    Password present = Password.typed(visit.typed("present"));
    Password fresh = Password.typed(visit.typed("fresh"));
    domain
        .call(() -> change(visit, operator, present, fresh))
        .onSuccess(changed -> changed(ctx, changed))
        .onFailure(ctx::fail);
  }

  private Accounts.Changed change(
      Visit visit, Operator operator, Password present, Password fresh) {
    Accounts.Changed changed =
        rooms.accounts().change(operator, present, fresh, visit.actor().from());
    if (changed instanceof Accounts.Changed.Done) {
      rooms.audit().record(visit.actor(), "password.change", operator.id(), "done");
    }
    return changed;
  }

  private void changed(RoutingContext ctx, Accounts.Changed changed) {
    switch (changed) {
      case Accounts.Changed.Done(Operator operator) -> {
        boolean setsUp = Guard.operator(ctx).filter(Operator::mustChange).isPresent();
        rooms.people().logins().closeAll(operator.id());
        guard.signIn(ctx, rooms.people().logins().open(operator, from(ctx)));
        go(ctx, setsUp ? "/setup" : "/?done=password-changed");
      }
      case Accounts.Changed.Wrong wrong -> refuse(ctx, "present", "is not your present password");
      case Accounts.Changed.Wait(long seconds) ->
          refuse(ctx, "present", "was wrong too often; wait " + seconds + " s");
      case Accounts.Changed.Weak(String reason) -> refuse(ctx, "fresh", reason);
    }
  }

  private void refuse(RoutingContext ctx, String field, String reason) {
    Map<String, Object> values = new HashMap<>(first(ctx));
    values.put("errors", Map.of(field, reason));
    pages.send(ctx, Pages.wrong("password", values));
  }

  private static String from(RoutingContext ctx) {
    return Guard.actor(ctx).from();
  }

  private static void go(RoutingContext ctx, String path) {
    ctx.response().setStatusCode(303).putHeader("Location", path).end();
  }
}
