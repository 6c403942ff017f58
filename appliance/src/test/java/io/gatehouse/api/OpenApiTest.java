package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.TestBox;
import io.gatehouse.api.call.OpenApi;
import io.gatehouse.operator.accounts.Role;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {
  @TempDir private Path dir;

  @Test
  void every_route_is_described_with_its_role_and_nothing_else_is() {
    TreeSet<String> described = new TreeSet<>();
    JsonObject paths = OpenApi.document().getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        JsonObject one = methods.getJsonObject(method);
        described.add(
            method.toUpperCase(java.util.Locale.ROOT)
                + " "
                + path
                + " "
                + one.getString("x-least-role"));
        assertThat(one.getString("summary")).as(path).isNotBlank();
        assertThat(one.getJsonObject("responses").fieldNames()).as(path).contains("default");
      }
    }
    TreeSet<String> served = new TreeSet<>();
    try (TestBox box = new TestBox(dir)) {
      for (Route route : box.routes().router().getRoutes()) {
        if (route.methods() != null && route.getPath() != null) {
          Role least = route.getMetadata(Role.KEY);
          String path = route.getPath().replaceAll(":([a-zA-Z]+)", "{$1}");
          route.methods().forEach(method -> served.add(method + " " + path + " " + least));
        }
      }
    }
    assertThat(served).as("a new route is a new part of openapi.json").isEqualTo(described);
  }
}
