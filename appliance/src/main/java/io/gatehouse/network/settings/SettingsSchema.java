package io.gatehouse.network.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The shape of a settings document as JSON Schema (draft 2020-12), made of the factory settings:
 * keys, types and what a key has when it is not named. Ranges, and what must fit together, are told
 * when a document is read.
 */
public final class SettingsSchema {
  private SettingsSchema() {}

  public static String write() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Gatehouse settings, version " + Settings.VERSION);
    describe(schema, SettingsJson.tree(Settings.factory()));
    return schema.toPrettyString();
  }

  private static void describe(ObjectNode schema, JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (var field : value.properties()) {
          describe(properties.putObject(field.getKey()), field.getValue());
        }
      }
      case ARRAY -> {
        schema.put("type", "array");
        schema.set("default", value);
      }
      case NUMBER -> {
        schema.put("type", "integer");
        schema.set("default", value);
      }
      case BOOLEAN -> {
        schema.put("type", "boolean");
        schema.set("default", value);
      }
      default -> {
        schema.put("type", "string");
        schema.set("default", value);
      }
    }
  }
}
