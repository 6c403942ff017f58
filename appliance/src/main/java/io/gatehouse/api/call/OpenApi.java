package io.gatehouse.api.call;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The API's own description (OpenAPI 3.1), read from the program when somebody asks for it. */
public final class OpenApi {
  private static final String PLACE = "openapi.json";

  private OpenApi() {}

  public static JsonObject document() {
    try (InputStream in = OpenApi.class.getResourceAsStream(PLACE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + PLACE);
      }
      return new JsonObject(Buffer.buffer(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(PLACE, e);
    }
  }
}
