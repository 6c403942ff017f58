package io.gatehouse.network.settings.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.BinaryOperator;

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
    replace(tree, (_, _) -> HIDDEN);
  }

  /**
   * Changes each secret that is not empty, at any depth.
   *
   * @param change of path and secret to what stands there afterwards
   */
  public static void replace(JsonNode tree, BinaryOperator<String> change) {
    replace(tree, "", change);
  }

  private static void replace(JsonNode tree, String path, BinaryOperator<String> change) {
    if (tree instanceof ObjectNode object) {
      for (var field : object.properties()) {
        String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        JsonNode value = field.getValue();
        if (!named(field.getKey()) || !value.isTextual()) {
          replace(value, here, change);
        } else if (!value.textValue().isEmpty()) {
          object.put(field.getKey(), change.apply(here, value.textValue()));
        }
      }
    } else {
      for (int i = 0; i < tree.size(); i++) {
        replace(tree.get(i), path + "[" + i + "]", change);
      }
    }
  }
}
