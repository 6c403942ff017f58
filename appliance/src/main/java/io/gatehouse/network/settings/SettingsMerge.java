package io.gatehouse.network.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Lays a partial document over a whole tree; the whole tree says which keys and types there are.
 */
final class SettingsMerge {
  private SettingsMerge() {}

  static void into(ObjectNode whole, JsonNode part, Map<String, String> errors) {
    if (part.isObject()) {
      merge(whole, part, "", errors);
    } else {
      errors.put("", "must be an object, not " + word(part));
    }
  }

  private static void merge(
      ObjectNode whole, JsonNode part, String path, Map<String, String> errors) {
    for (var field : part.properties()) {
      String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      JsonNode known = whole.get(field.getKey());
      JsonNode given = field.getValue();
      if (known == null) {
        errors.put(printable(here), unknown(whole, field.getKey()));
      } else if (known.getNodeType() != given.getNodeType()) {
        errors.put(here, "must be " + word(known) + ", not " + word(given));
      } else if (known instanceof ObjectNode branch) {
        merge(branch, given, here, errors);
      } else if (given.isNumber() && !given.isInt()) {
        errors.put(here, "must be a whole number below 2147483648");
      } else {
        whole.set(field.getKey(), given);
      }
    }
  }

  private static String unknown(ObjectNode whole, String key) {
    String nearest = "";
    int best = Integer.MAX_VALUE;
    for (var field : whole.properties()) {
      int distance = distance(key, field.getKey());
      if (distance < best) {
        best = distance;
        nearest = field.getKey();
      }
    }
    boolean near = best <= Math.max(2, nearest.length() / 2);
    return near
        ? "there is no such setting; did you mean " + nearest + "?"
        : "there is no such setting here; known are "
            + String.join(", ", whole.properties().stream().map(Map.Entry::getKey).toList());
  }

  /** Levenshtein's distance; long keys are cut, as they resemble nothing. */
  private static int distance(String a, String b) {
    String left = a.substring(0, Math.min(a.length(), 40));
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        boolean same =
            Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int above = row[j];
        row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + (same ? 0 : 1));
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  private static String printable(String path) {
    String text = path.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private static String word(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case BOOLEAN -> "true or false";
      default -> "nothing";
    };
  }
}
