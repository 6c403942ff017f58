package io.gatehouse.api;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.operator.accounts.AllowList;
import io.gatehouse.operator.accounts.ApiToken;
import io.gatehouse.operator.accounts.ApiTokens;
import io.gatehouse.operator.accounts.Logins;
import io.gatehouse.operator.accounts.Operator;
import io.gatehouse.operator.accounts.Operators;
import io.gatehouse.operator.accounts.People;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who may run the box: operators, logins, tokens of programs, where they may come from, audit. */
final class PeopleRoutes {
  private final People people;
  private final Audit audit;

  PeopleRoutes(People people, Audit audit) {
    this.people = people;
    this.audit = audit;
  }

  void on(Endpoints endpoints) {
    Operators operators = people.operators();
    endpoints.get("/me", Role.VIEWER, PeopleRoutes::me);
    endpoints.get(
        "/operators", Role.SUPER_ADMIN, call -> items(operators.all(), PeopleRoutes::json));
    endpoints.post("/operators", Role.SUPER_ADMIN, this::add);
    endpoints.post("/operators/:id/role", Role.SUPER_ADMIN, this::give);
    endpoints.post(
        "/operators/:id/disable",
        Role.SUPER_ADMIN,
        call -> kept(call, "operator.disable", operators.disable(call.id("operator"), true)));
    endpoints.post(
        "/operators/:id/enable",
        Role.SUPER_ADMIN,
        call -> kept(call, "operator.enable", operators.disable(call.id("operator"), false)));
    endpoints.post(
        "/operators/:id/new-password",
        Role.SUPER_ADMIN,
        call -> kept(call, "operator.new-password", operators.newPassword(call.id("operator"))));
    endpoints.post(
        "/operators/:id/remove",
        Role.SUPER_ADMIN,
        call -> kept(call, "operator.remove", operators.remove(call.id("operator"))));
    endpoints.get(
        "/logins",
        Role.VIEWER,
        call ->
            items(people.logins().list(), PeopleRoutes::json, own(call, Logins.Login::operator)));
    endpoints.post("/logins/:id/end", Role.VIEWER, this::endLogin);
    endpoints.get(
        "/tokens",
        Role.VIEWER,
        call -> items(people.tokens().all(), PeopleRoutes::json, own(call, ApiToken::operator)));
    endpoints.post("/tokens", Role.VIEWER, this::makeToken);
    endpoints.post("/tokens/:id/revoke", Role.VIEWER, this::revokeToken);
    endpoints.get("/allow-list", Role.SUPER_ADMIN, call -> Answer.ok(allowed()));
    endpoints.post("/allow-list", Role.SUPER_ADMIN, this::allow);
    endpoints.get("/audit", Role.ADMIN, this::audit);
  }

  /** What is shown of others' things: all to who decides about operators, to others their own. */
  private static <T> Predicate<T> own(Call call, Function<T, String> owner) {
    return one ->
        call.actor().role().may(Role.SUPER_ADMIN) || owner.apply(one).equals(call.actor().name());
  }

  private static <T> Answer items(List<T> all, Function<T, JsonObject> json) {
    return items(all, json, one -> true);
  }

  private static <T> Answer items(List<T> all, Function<T, JsonObject> json, Predicate<T> shown) {
    JsonArray items = new JsonArray();
    all.stream().filter(shown).forEach(one -> items.add(json.apply(one)));
    return Answer.ok(new JsonObject().put("items", items));
  }

  private static Answer me(Call call) {
    return Answer.ok(
        new JsonObject()
            .put("name", call.actor().name())
            .put("role", call.actor().role().name())
            .put("from", call.actor().from()));
  }

  private Answer add(Call call) {
    Fields body = call.fields();
    String name = body.text("name", "", 64).strip();
    Role role = body.choice("role", Role.VIEWER, Role.class);
    body.check();
    return kept(call, "operator.add", people.operators().add(name, role));
  }

  private Answer give(Call call) {
    Fields body = call.fields();
    Role role = body.choice("role", null, Role.class);
    if (role == null) {
      body.wrong("role", "must be one of " + List.of(Role.values()));
    }
    body.check();
    return kept(call, "operator.role", people.operators().give(call.id("operator"), role));
  }

  private Answer kept(Call call, String action, Operators.Kept kept) {
    return switch (kept) {
      case Operators.Kept.Done(Operators.Listed one) -> {
        audit.record(call.actor(), action, one.id(), one.name() + " " + one.role());
        yield Answer.ok(json(one));
      }
      case Operators.Kept.Given(Operators.Listed one, String password) -> {
        audit.record(call.actor(), action, one.id(), one.name() + " " + one.role());
        yield Answer.created(json(one).put("password", password));
      }
      case Operators.Kept.Invalid(Map<String, String> errors) -> throw ApiProblem.invalid(errors);
      case Operators.Kept.Unknown unknown -> throw ApiProblem.notFound("operator");
      case Operators.Kept.Last last ->
          throw ApiProblem.conflict("nobody would be left who may do everything");
    };
  }

  private Answer endLogin(Call call) {
    Logins.Login login =
        people.logins().list().stream()
            .filter(one -> one.id().equals(call.id("login")))
            .filter(own(call, Logins.Login::operator))
            .findFirst()
            .orElseThrow(() -> ApiProblem.notFound("login"));
    people.logins().end(login.id(), login.operatorId());
    audit.record(call.actor(), "login.end", login.id(), "of " + login.operator());
    return Answer.ok(new JsonObject().put("id", login.id()).put("ended", true));
  }

  private Answer makeToken(Call call) {
    Fields body = call.fields();
    String name = body.text("name", "", 64);
    Role scope = body.choice("scope", Role.VIEWER, Role.class);
    int days = (int) body.number("days", 30, 1, ApiTokens.LONGEST_DAYS);
    body.check();
    Operator operator =
        people
            .operators()
            .named(call.actor().name())
            .map(one -> new Operator(one.id(), one.name(), call.actor().role(), false))
            .orElseThrow(
                () -> ApiProblem.conflict("a token belongs to an operator: sign in as one first"));
    return switch (people.tokens().make(operator, name, scope, days)) {
      case ApiTokens.Made.Token(ApiToken token, String text) -> {
        audit.record(call.actor(), "token.make", token.id(), name + ", scope " + scope);
        yield Answer.created(json(token).put("token", text));
      }
      case ApiTokens.Made.Invalid(Map<String, String> errors) -> throw ApiProblem.invalid(errors);
    };
  }

  private Answer revokeToken(Call call) {
    ApiToken token =
        people
            .tokens()
            .find(call.id("token"))
            .filter(own(call, ApiToken::operator))
            .orElseThrow(() -> ApiProblem.notFound("token"));
    people.tokens().revoke(token.id());
    audit.record(call.actor(), "token.revoke", token.id(), token.name());
    return Answer.ok(json(token).put("revoked", true));
  }

  private JsonObject allowed() {
    JsonArray networks = new JsonArray();
    people.allowed().networks().forEach(network -> networks.add(network.toString()));
    return new JsonObject().put("networks", networks);
  }

  private Answer allow(Call call) {
    if (!(call.body().getValue("networks") instanceof JsonArray array)) {
      throw ApiProblem.invalid(Map.of("networks", "must be a list of texts"));
    }
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(String.valueOf(one)));
    return switch (people.allowed().replace(texts, call.actor().from())) {
      case AllowList.Kept.Done done -> {
        audit.record(call.actor(), "allow-list.change", "", String.join(" ", texts));
        yield Answer.ok(allowed());
      }
      case AllowList.Kept.Invalid(String reason) ->
          throw ApiProblem.invalid(Map.of("networks", reason));
    };
  }

  private Answer audit(Call call) {
    int max = call.pageSize();
    List<Audit.Line> found =
        audit.list(
            call.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE),
            call.param("who"),
            call.param("action"),
            max);
    return Answer.page(found, max, Audit.Line::seq, PeopleRoutes::json);
  }

  private static JsonObject json(Operators.Listed one) {
    return new JsonObject()
        .put("id", one.id())
        .put("name", one.name())
        .put("role", one.role().name())
        .put("disabled", one.disabled())
        .put("mustChange", one.mustChange());
  }

  private static JsonObject json(Logins.Login login) {
    return new JsonObject()
        .put("id", login.id())
        .put("operator", login.operator())
        .put("from", login.from())
        .put("sinceSeconds", login.sinceSeconds())
        .put("idleSeconds", login.idleSeconds());
  }

  private static JsonObject json(ApiToken token) {
    return new JsonObject()
        .put("id", token.id())
        .put("name", token.name())
        .put("operator", token.operator())
        .put("scope", token.scope().name())
        .put("expiresServiceMillis", token.expiresMillis());
  }

  private static JsonObject json(Audit.Line line) {
    return new JsonObject()
        .put("seq", line.seq())
        .put("wall", line.wall().toString())
        .put("who", line.acted().who())
        .put("from", line.acted().from())
        .put("action", line.acted().action())
        .put("target", line.acted().target())
        .put("outcome", line.acted().outcome());
  }
}
