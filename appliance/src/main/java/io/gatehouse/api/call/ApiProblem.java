package io.gatehouse.api.call;

import java.util.Map;

/**
 * A request that is answered with an error of the API's one shape. Thrown while a request is read;
 * {@link Endpoints} makes the answer of it.
 */
public final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> fields;

  /**
   * @param code for programs, such as {@code not_found}
   * @param fields field name to what is wrong with it, may be empty
   */
  public ApiProblem(int status, String code, String message, Map<String, String> fields) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.fields = Map.copyOf(fields);
  }

  public static ApiProblem invalid(Map<String, String> fields) {
    return new ApiProblem(422, "invalid", "some fields cannot be accepted", fields);
  }

  public static ApiProblem notFound(String what) {
    return new ApiProblem(404, "not_found", "there is no such " + what, Map.of());
  }

  public static ApiProblem conflict(String message) {
    return new ApiProblem(409, "conflict", message, Map.of());
  }

  Answer answer() {
    return Answer.error(status, code, getMessage(), fields);
  }
}
