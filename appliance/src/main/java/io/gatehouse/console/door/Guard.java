package io.gatehouse.console.door;

import io.gatehouse.operator.accounts.Operator;
import io.gatehouse.operator.accounts.People;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Actor;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before every route of the management listener. It asks in this order: is the request meant
 * for this box (else 421), may somebody at this address come (else 403), does a change come from
 * our own page (else 403), who is it. Programs show a token instead; to them cookies mean nothing.
 */
public final class Guard {
  public static final String LOGIN_COOKIE = "__Host-gatehouse";
  static final String VISIT_COOKIE = "__Host-gatehouse-visit";
  static final String TOKEN_FIELD = "_csrf";
  static final String TOKEN_HEADER = "X-CSRF-Token";

  /** Paths that pages ask for by themselves; they keep no login alive. */
  private static final String LIVE = "/live/";

  private static final String API = "/api/";
  private static final String BEARER = "Bearer ";
  private static final String EVENTS = "/api/v1/events";
  private static final String OPERATOR = "io.gatehouse.console.operator";
  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final ConsoleAddress address;
  private final People people;
  private final Tokens tokens;

  public Guard(ConsoleAddress address, People people, Tokens tokens) {
    this.address = address;
    this.people = people;
    this.tokens = tokens;
  }

  /** Before the body is read. */
  public void receive(RoutingContext ctx) {
    HttpServerResponse response = ctx.response();
    response
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        // no-referrer would make browsers send "Origin: null" with our own forms
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("Cache-Control", "no-store");
    if (!address.owns(ctx.request().getHeader("Host"))) {
      refuse(ctx, 421, "misdirected", "This is not the place you asked for.");
      return;
    }
    if (!people.allowed().allows(address(ctx))) {
      refuse(ctx, 403, "not_allowed", "This box may not be run from " + address(ctx) + ".");
      return;
    }
    ctx.next();
  }

  /** Whether a body larger than a form's may be read: asked before it is. */
  public boolean mayUpload(RoutingContext ctx) {
    String bearer = ctx.request().getHeader("Authorization");
    return (bearer == null
            ? cookie(ctx, LOGIN_COOKIE).flatMap(token -> people.logins().find(token, false))
            : program(ctx, bearer))
        .filter(operator -> !operator.mustChange() && operator.role().may(Role.SUPER_ADMIN))
        .isPresent();
  }

  /** After the body is read. */
  public void admit(RoutingContext ctx) {
    String bearer = ctx.request().getHeader("Authorization");
    if (bearer != null) {
      admitProgram(ctx, bearer);
      return;
    }
    if (!SAFE.contains(ctx.request().method()) && !comesFromOurPage(ctx)) {
      refuse(
          ctx,
          403,
          "forbidden",
          "This page is out of date. Go back, load it again, and repeat what you did.");
      return;
    }
    String path = ctx.request().path();
    boolean active = !path.startsWith(LIVE) && !path.equals(EVENTS);
    cookie(ctx, LOGIN_COOKIE)
        .flatMap(token -> people.logins().find(token, active))
        .ifPresent(operator -> remember(ctx, operator));
    ctx.next();
  }

  /** No browser sends this header by itself, so no form token is needed beside it. */
  private void admitProgram(RoutingContext ctx, String bearer) {
    Optional<Operator> operator = program(ctx, bearer);
    if (operator.isEmpty() || isForeign(ctx)) {
      refuse(ctx, 401, "unauthorized", "This token opens nothing here.");
      return;
    }
    remember(ctx, operator.get());
    ctx.next();
  }

  private Optional<Operator> program(RoutingContext ctx, String bearer) {
    return bearer.startsWith(BEARER) && ctx.request().path().startsWith(API)
        ? people.tokens().holder(bearer.substring(BEARER.length()))
        : Optional.empty();
  }

  /** Programs get the API's error shape, people a sentence. */
  private static void refuse(RoutingContext ctx, int status, String code, String reason) {
    boolean program = ctx.request().path().startsWith(API);
    ctx.response()
        .setStatusCode(status)
        .putHeader("Content-Type", program ? "application/json" : "text/plain; charset=utf-8")
        .end(
            program
                ? new JsonObject()
                    .put("code", code)
                    .put("message", reason)
                    .put("fields", new JsonObject())
                    .encode()
                : reason + "\n");
  }

  private boolean comesFromOurPage(RoutingContext ctx) {
    if (isForeign(ctx)) {
      return false;
    }
    String header = ctx.request().getHeader(TOKEN_HEADER);
    String token = header == null ? ctx.request().getFormAttribute(TOKEN_FIELD) : header;
    return token != null && (proves(ctx, token, LOGIN_COOKIE) || proves(ctx, token, VISIT_COOKIE));
  }

  private static boolean isForeign(RoutingContext ctx) {
    String origin = ctx.request().getHeader("Origin");
    return origin != null && !origin.equalsIgnoreCase("https://" + ctx.request().getHeader("Host"));
  }

  private boolean proves(RoutingContext ctx, String token, String cookie) {
    return cookie(ctx, cookie).filter(value -> tokens.fits(token, value)).isPresent();
  }

  private static void remember(RoutingContext ctx, Operator operator) {
    ctx.put(OPERATOR, operator);
    if (!operator.mustChange()) {
      ctx.put(Actor.KEY, actor(ctx));
    }
  }

  /** Lets only those through who have signed in and chosen their password. */
  public void signedIn(RoutingContext ctx) {
    Optional<Operator> operator = operator(ctx);
    if (operator.isPresent() && !operator.get().mustChange()) {
      ctx.next();
      return;
    }
    String place = operator.isPresent() ? "/password" : "/login";
    if (ctx.request().getHeader("HX-Request") != null) {
      ctx.response().setStatusCode(401).putHeader("HX-Redirect", place).end();
    } else {
      ctx.response().setStatusCode(303).putHeader("Location", place).end();
    }
  }

  public static Optional<Operator> operator(RoutingContext ctx) {
    return Optional.ofNullable(ctx.get(OPERATOR));
  }

  /** Who it is, for the audit trail; nameless, with the least rights, before signing in. */
  public static Actor actor(RoutingContext ctx) {
    Optional<Operator> operator = operator(ctx);
    return new Actor(
        operator.map(Operator::name).orElse(""),
        address(ctx),
        operator.map(Operator::role).orElse(Role.VIEWER));
  }

  /** The peer's own address; headers that claim another one are not asked. */
  private static String address(RoutingContext ctx) {
    return ctx.request().remoteAddress().hostAddress();
  }

  static Optional<String> cookie(RoutingContext ctx, String name) {
    return Optional.ofNullable(ctx.request().getCookie(name)).map(Cookie::getValue);
  }

  /** The token for the forms of a page; a visitor without a cookie gets one. */
  public String token(RoutingContext ctx) {
    Optional<String> known = cookie(ctx, operator(ctx).isPresent() ? LOGIN_COOKIE : VISIT_COOKIE);
    if (known.isPresent()) {
      return tokens.of(known.get());
    }
    String visitor = tokens.visitor();
    set(ctx, VISIT_COOKIE, visitor);
    return tokens.of(visitor);
  }

  public void signIn(RoutingContext ctx, String token) {
    set(ctx, LOGIN_COOKIE, token);
  }

  public void signOut(RoutingContext ctx) {
    cookie(ctx, LOGIN_COOKIE).ifPresent(people.logins()::close);
    ctx.response().addCookie(hardened(Cookie.cookie(LOGIN_COOKIE, "")).setMaxAge(0));
  }

  private static void set(RoutingContext ctx, String name, String value) {
    ctx.response().addCookie(hardened(Cookie.cookie(name, value)));
  }

  private static Cookie hardened(Cookie cookie) {
    return cookie.setPath("/").setSecure(true).setHttpOnly(true).setSameSite(CookieSameSite.STRICT);
  }
}
