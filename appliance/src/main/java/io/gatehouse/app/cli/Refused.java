package io.gatehouse.app.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** The box said no, or could not be asked; the message is for the person at the terminal. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refused(String message, Throwable cause) {
    super(message, cause);
  }

  /** Words for an error answer of the API. */
  static Refused of(int status, Buffer body) {
    try {
      JsonObject error = body.toJsonObject();
      StringBuilder text = new StringBuilder(error.getString("message", "refused"));
      JsonObject fields = error.getJsonObject("fields", new JsonObject());
      for (String field : fields.fieldNames()) {
        text.append("\n  ").append(field).append(": ").append(fields.getString(field));
      }
      return new Refused(text.toString(), null);
    } catch (DecodeException e) {
      return new Refused("the box answered " + status, e);
    }
  }
}
