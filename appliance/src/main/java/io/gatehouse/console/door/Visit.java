package io.gatehouse.console.door;

import io.gatehouse.operator.accounts.Logins;
import io.gatehouse.operator.accounts.Operator;
import io.gatehouse.operator.audit.Actor;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request, detached from its connection, as the pages' work sees it.
 *
 * @param upload a file that came with it, there until it is answered
 * @param login names the login without giving a way in, empty before signing in
 */
public record Visit(
    Actor actor,
    Optional<Operator> operator,
    String login,
    Map<String, String> path,
    MultiMap query,
    MultiMap form,
    Optional<Path> upload) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  public static Visit of(RoutingContext ctx) {
    Optional<Operator> operator = Guard.operator(ctx);
    return new Visit(
        Guard.actor(ctx),
        operator,
        Guard.cookie(ctx, Guard.LOGIN_COOKIE).map(Logins::digest).orElse(""),
        ctx.pathParams(),
        ctx.queryParams(),
        ctx.request().formAttributes(),
        ctx.fileUploads().stream().findFirst().map(file -> Path.of(file.uploadedFileName())));
  }

  /** The id in the path; empty text, which names nothing, where it cannot be one. */
  public String id() {
    return anId(path.getOrDefault("id", ""));
  }

  /** A field of the form, without blanks around it. */
  public String field(String name) {
    String value = form.get(name);
    return value == null ? "" : value.strip();
  }

  /** A field as it was typed. */
  public String typed(String name) {
    String value = form.get(name);
    return value == null ? "" : value;
  }

  public String param(String name) {
    String value = query.get(name);
    return value == null ? "" : value;
  }

  /** An id of the query, or empty. */
  public String idParam(String name) {
    return anId(param(name));
  }

  private static String anId(String text) {
    return ID.matcher(text).matches() ? text : "";
  }
}
