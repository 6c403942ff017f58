package io.gatehouse.network.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.network.settings.document.Shape;
import java.util.Optional;

/**
 * The shape of a settings document as JSON Schema (draft 2020-12), made of the factory settings:
 * keys, types, words and what a key has when it is not named. Ranges, and what must fit together,
 * are told when a document is read.
 */
public final class SettingsSchema {
  private SettingsSchema() {}

  public static String write() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Gatehouse settings, version " + Settings.VERSION);
    describe(schema, "", SettingsJson.tree(Settings.factory()), SettingsJson.shape());
    return schema.toPrettyString();
  }

  private static void describe(ObjectNode schema, String path, JsonNode value, Shape shape) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        object(schema, path, value, shape);
        return;
      }
      case ARRAY -> {
        schema.put("type", "array");
        items(schema.putObject("items"), path, value, shape);
      }
      case NUMBER -> schema.put("type", "integer");
      case BOOLEAN -> schema.put("type", "boolean");
      default -> {
        schema.put("type", "string");
        if (!shape.words(path).isEmpty()) {
          ArrayNode words = schema.putArray("enum");
          shape.words(path).forEach(words::add);
        }
      }
    }
    schema.set("default", value);
  }

  private static void object(ObjectNode schema, String path, JsonNode value, Shape shape) {
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    for (var field : value.properties()) {
      String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      describe(properties.putObject(field.getKey()), here, field.getValue(), shape);
    }
  }

  /** What a list holds: its objects' shape, or what the factory's list has; else texts. */
  private static void items(ObjectNode items, String path, JsonNode list, Shape shape) {
    Optional<ObjectNode> element = shape.element(path, MissingNode.getInstance());
    if (element.isPresent()) {
      object(items, path + "[]", element.get(), shape);
    } else {
      items.put("type", list.path(0).isNumber() ? "integer" : "string");
    }
  }
}
