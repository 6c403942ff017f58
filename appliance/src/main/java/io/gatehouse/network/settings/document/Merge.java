package io.gatehouse.network.settings.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * Lays a partial document over a whole tree; the whole tree and its shape say which keys and types
 * there are.
 */
public final class Merge {
  private final Shape shape;
  private final Map<String, String> errors;

  private Merge(Shape shape, Map<String, String> errors) {
    this.shape = shape;
    this.errors = errors;
  }

  /**
   * @param whole changed to have what the part names
   * @param errors reasons by path, added to
   */
  public static void into(
      ObjectNode whole, JsonNode part, Shape shape, Map<String, String> errors) {
    if (part.isObject()) {
      new Merge(shape, errors).object(whole, part, "", whole);
    } else {
      errors.put("", "must be an object, not " + word(part));
    }
  }

  /**
   * @param kept has the secrets that stand where the part hides them
   */
  private void object(ObjectNode whole, JsonNode part, String path, JsonNode kept) {
    for (var field : part.properties()) {
      String key = field.getKey();
      String here = path.isEmpty() ? key : path + "." + key;
      JsonNode known = whole.get(key);
      JsonNode given = field.getValue();
      if (known == null) {
        errors.put(printable(here), unknown(whole, key));
      } else if (known.getNodeType() != given.getNodeType()) {
        errors.put(here, "must be " + word(known) + ", not " + word(given));
      } else if (known instanceof ObjectNode branch) {
        object(branch, given, here, branch);
      } else if (given.isArray() && shape.element(here).isPresent()) {
        whole.set(key, list(known, given, here, shape.element(here).get()));
      } else if (given.isNumber() && !given.isInt()) {
        errors.put(here, "must be a whole number below 2147483648");
      } else if (Secrets.named(key) && Secrets.HIDDEN.equals(given.textValue())) {
        hidden(whole, key, here, kept);
      } else {
        whole.set(key, given);
      }
    }
  }

  private void hidden(ObjectNode whole, String key, String path, JsonNode kept) {
    String secret = kept.path(key).asText("");
    if (secret.isEmpty()) {
      errors.put(path, "*** stands for the one that there is; there is none");
    }
    whole.put(key, secret);
  }

  private ArrayNode list(JsonNode before, JsonNode given, String path, Shape.Element element) {
    ArrayNode list = ((ArrayNode) before).arrayNode();
    for (JsonNode one : given) {
      String here = path + "[" + list.size() + "]";
      ObjectNode whole = element.whole().apply(one);
      list.add(whole);
      if (one.isObject()) {
        object(whole, one, here, same(before, one, element.identity()).orElse(whole));
      } else {
        errors.put(here, "must be an object, not " + word(one));
      }
    }
    return list;
  }

  private static Optional<JsonNode> same(JsonNode before, JsonNode one, String identity) {
    for (JsonNode candidate : before) {
      if (candidate.get(identity).equals(one.get(identity))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
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
