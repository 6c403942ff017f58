package io.gatehouse.api;

import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import io.vertx.core.json.JsonObject;

/** The settings tree as JSON; addresses and networks are texts. */
final class SettingsJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Ipv4.class, ToStringSerializer.instance)
                  .addSerializer(Ipv4Network.class, ToStringSerializer.instance))
          .build();

  private SettingsJson() {}

  static JsonObject of(Settings settings) {
    try {
      return new JsonObject(MAPPER.writeValueAsString(settings));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the settings cannot be written as JSON", e);
    }
  }
}
