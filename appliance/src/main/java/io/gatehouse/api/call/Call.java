package io.gatehouse.api.call;

import io.gatehouse.operator.audit.Actor;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request as the domain's callers need it, detached from its connection.
 *
 * @param upload a file that came with it, there until it is answered
 */
public record Call(
    Actor actor, Map<String, String> path, MultiMap query, JsonObject body, Optional<Path> upload) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** The id in the path; what cannot be an id names nothing. */
  public String id(String what) {
    String id = path.getOrDefault("id", "");
    if (!ID.matcher(id).matches()) {
      throw ApiProblem.notFound(what);
    }
    return id;
  }

  /** A query parameter, or the empty text. */
  public String param(String name) {
    String value = query.get(name);
    return value == null ? "" : value;
  }

  /** A whole number of the query within its bounds. */
  public long number(String name, long least, long most, long otherwise) {
    String text = param(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw ApiProblem.invalid(Map.of(name, "is not a whole number"));
    }
    throw ApiProblem.invalid(Map.of(name, "must be " + least + " to " + most));
  }

  /** How many items a page of a list may have. */
  public int pageSize() {
    return (int) number("max", 1, 1_000, 100);
  }

  public Fields fields() {
    return new Fields(body);
  }
}
