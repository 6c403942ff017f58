package io.gatehouse.console;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.operator.accounts.ApiToken;
import io.gatehouse.operator.accounts.ApiTokens;
import io.gatehouse.operator.accounts.Logins;
import io.gatehouse.operator.accounts.Operator;
import io.gatehouse.operator.accounts.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What everybody may see and change about themselves: where they are signed in, their tokens. */
final class AccountPages {
  private final Rooms rooms;

  AccountPages(Rooms rooms) {
    this.rooms = rooms;
  }

  /** A token with how long it still opens the API. */
  public record Token(ApiToken token, long days) {}

  void on(Pages pages) {
    pages.get("/account", Role.VIEWER, visit -> Pages.page("account", values(visit)));
    pages.post("/account/sign-out", Role.VIEWER, this::signOutEverywhere);
    pages.post("/account/logins/:id/end", Role.VIEWER, this::endLogin);
    pages.post("/account/tokens", Role.VIEWER, this::makeToken);
    pages.post("/account/tokens/:id/revoke", Role.VIEWER, this::revokeToken);
  }

  private static Operator me(Visit visit) {
    return visit.operator().orElseThrow();
  }

  private Map<String, Object> values(Visit visit) {
    String id = me(visit).id();
    List<Logins.Login> logins =
        rooms.people().logins().list().stream().filter(one -> one.operatorId().equals(id)).toList();
    ApiTokens tokens = rooms.people().tokens();
    Map<String, Object> values = new HashMap<>();
    values.put("logins", logins);
    values.put("here", Logins.shown(visit.login()));
    values.put("role", me(visit).role());
    values.put(
        "tokens",
        tokens.all().stream()
            .filter(token -> token.operatorId().equals(id))
            .map(token -> new Token(token, tokens.daysLeft(token)))
            .toList());
    values.put("scopes", Stream.of(Role.values()).filter(me(visit).role()::may).toList());
    return values;
  }

  private Pages.Outcome signOutEverywhere(Visit visit) {
    rooms.people().logins().closeAll(me(visit).id());
    rooms.audit().record(visit.actor(), "sign-out.everywhere", me(visit).id(), "done");
    return new Pages.Outcome.Go("/login");
  }

  private Pages.Outcome endLogin(Visit visit) {
    if (!rooms.people().logins().end(visit.id(), me(visit).id())) {
      return Pages.missing();
    }
    rooms.audit().record(visit.actor(), "login.end", visit.id(), "own");
    return new Pages.Outcome.Go("/account?done=login-ended");
  }

  private Pages.Outcome makeToken(Visit visit) {
    String days = visit.field("days");
    Role scope = Role.named(visit.field("scope")).orElse(Role.VIEWER);
    ApiTokens.Made made =
        rooms
            .people()
            .tokens()
            .make(
                me(visit),
                visit.field("name"),
                scope,
                days.matches("\\d{1,4}") ? Integer.parseInt(days) : 0);
    return switch (made) {
      case ApiTokens.Made.Token(ApiToken token, String text) -> {
        rooms.audit().record(visit.actor(), "token.make", token.id(), token.name() + ", " + scope);
        Map<String, Object> values = values(visit);
        values.put("fresh", text);
        yield Pages.page("account", values);
      }
      case ApiTokens.Made.Invalid(Map<String, String> errors) -> {
        Map<String, Object> values = values(visit);
        values.put("errors", errors);
        values.put("tokenName", visit.field("name"));
        values.put("days", days);
        yield Pages.wrong("account", values);
      }
    };
  }

  private Pages.Outcome revokeToken(Visit visit) {
    Optional<ApiToken> token =
        rooms
            .people()
            .tokens()
            .find(visit.id())
            .filter(one -> one.operatorId().equals(me(visit).id()));
    if (token.isEmpty()) {
      return Pages.missing();
    }
    rooms.people().tokens().revoke(token.get().id());
    rooms.audit().record(visit.actor(), "token.revoke", visit.id(), token.get().name());
    return new Pages.Outcome.Go("/account?done=token-revoked");
  }
}
