package io.gatehouse.api.call;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a request's body by type and gathers everything that is wrong with it. */
public final class Fields {
  private final JsonObject body;
  private final Map<String, String> errors = new TreeMap<>();

  Fields(JsonObject body) {
    this.body = body;
  }

  boolean has(String name) {
    return body.getValue(name) != null;
  }

  /** A text without control characters. */
  public String text(String name, String otherwise, int longest) {
    Object value = body.getValue(name);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof String text)) {
      errors.put(name, "must be a text");
      return otherwise;
    }
    if (text.length() > longest) {
      errors.put(name, "must have at most " + longest + " characters");
      return otherwise;
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      errors.put(name, "must not have control characters");
      return otherwise;
    }
    return text;
  }

  /** A text of lines that has to be there. */
  public String lines(String name, int longest) {
    Object value = body.getValue(name);
    if (value instanceof String text && !text.isBlank() && text.length() <= longest) {
      return text;
    }
    errors.put(name, "must be a text of at most " + longest + " characters");
    return "";
  }

  /** A list of texts. */
  public List<String> texts(String name, List<String> otherwise) {
    Object value = body.getValue(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonArray all && all.stream().allMatch(String.class::isInstance)) {
      return all.stream().map(String.class::cast).toList();
    }
    errors.put(name, "must be a list of texts");
    return otherwise;
  }

  public long number(String name, long otherwise, long least, long most) {
    Object value = body.getValue(name);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof Integer || value instanceof Long)) {
      errors.put(name, "must be a whole number");
      return otherwise;
    }
    long number = ((Number) value).longValue();
    if (number < least || number > most) {
      errors.put(name, "must be " + least + " to " + most);
      return otherwise;
    }
    return number;
  }

  public boolean flag(String name, boolean otherwise) {
    Object value = body.getValue(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    errors.put(name, "must be true or false");
    return otherwise;
  }

  public <E extends Enum<E>> E choice(String name, E otherwise, Class<E> type) {
    Object value = body.getValue(name);
    if (value == null) {
      return otherwise;
    }
    for (E choice : type.getEnumConstants()) {
      if (choice.name().equals(value)) {
        return choice;
      }
    }
    errors.put(name, "must be one of " + List.of(type.getEnumConstants()));
    return otherwise;
  }

  /** The fields of an object inside the body; their errors are named {@code outer.inner}. */
  public Fields inside(String name) {
    Object value = body.getValue(name);
    if (value == null) {
      return new Fields(new JsonObject());
    }
    if (value instanceof JsonObject object) {
      return new Fields(object);
    }
    errors.put(name, "must be an object");
    return new Fields(new JsonObject());
  }

  /** Takes over what is wrong with an object inside the body. */
  public void errorsOf(String name, Fields inside) {
    inside.errors.forEach((field, error) -> errors.put(name + "." + field, error));
  }

  public void wrong(String name, String error) {
    errors.put(name, error);
  }

  /** Ends the reading: with anything wrong, the request is refused with all of it. */
  public void check() {
    if (!errors.isEmpty()) {
      throw ApiProblem.invalid(errors);
    }
  }
}
