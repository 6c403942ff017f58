package io.gatehouse.network.settings.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The values of a settings document that only the box itself may read, known by their keys. */
public final class Secrets {
  /** What stands in place of a secret; given back, it means the secret as it is. */
  public static final String HIDDEN = "***";

  private static final Set<String> KEYS = Set.of("passphrase", "secret", "password");

  private Secrets() {}

  /** True for the path or key of a secret. */
  public static boolean named(String path) {
    return KEYS.contains(path.substring(path.lastIndexOf('.') + 1));
  }

  /** Puts {@link #HIDDEN} in place of each secret that there is. */
  public static void hide(JsonNode tree) {
    replace(tree, _ -> HIDDEN);
  }

  /** Changes each secret that is not empty, at any depth. */
  public static void replace(JsonNode tree, UnaryOperator<String> change) {
    if (tree instanceof ObjectNode object) {
      for (var field : object.properties()) {
        JsonNode value = field.getValue();
        if (!named(field.getKey()) || !value.isTextual()) {
          replace(value, change);
        } else if (!value.textValue().isEmpty()) {
          object.put(field.getKey(), change.apply(value.textValue()));
        }
      }
    } else {
      tree.forEach(element -> replace(element, change));
    }
  }
}
