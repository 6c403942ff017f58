package io.gatehouse.platform.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import io.gatehouse.platform.address.Mac;

/** Facts as text. Addresses are written the way people write them. */
final class FactJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Mac.class, ToStringSerializer.instance)
                  .addSerializer(Ipv4.class, ToStringSerializer.instance)
                  .addSerializer(Ipv4Network.class, ToStringSerializer.instance));

  private FactJson() {}

  static String of(Fact fact) {
    try {
      return MAPPER.writeValueAsString(fact);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a fact that cannot be written: " + Fact.kind(fact), e);
    }
  }

  static JsonNode of(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a fact that cannot be read: " + json, e);
    }
  }
}
