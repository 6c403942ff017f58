package io.gatehouse.network.settings.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the factory's tree cannot say of a settings document: what the objects of a list look like,
 * and which words a text may be.
 */
public final class Shape {
  private final Map<String, Element> elements = new TreeMap<>();
  private final Map<String, List<String>> words = new TreeMap<>();

  /**
   * The objects of one list.
   *
   * @param identity the key by which two states of a list are compared: an element whose secret is
   *     hidden keeps the secret of the one with the same value there
   * @param whole all keys with the values that they have where an element does not name them
   */
  public record Element(String identity, Function<JsonNode, ObjectNode> whole) {}

  /** The list at the path ({@code wifi.networks}) has such objects. */
  public Shape list(String path, String identity, Function<JsonNode, ObjectNode> whole) {
    elements.put(path, new Element(identity, whole));
    return this;
  }

  /** The text at the path ({@code wifi.networks[].side}) is one of these words. */
  public Shape words(String path, Class<? extends Enum<?>> type) {
    words.put(path, Section.words(type.getEnumConstants()));
    return this;
  }

  Optional<Element> element(String path) {
    return Optional.ofNullable(elements.get(path.replaceAll("\\[\\d+]", "[]")));
  }

  /** As {@link #list} said of the path. */
  public Optional<ObjectNode> element(String path, JsonNode given) {
    return element(path).map(element -> element.whole().apply(given));
  }

  /** As {@link #words} said of the path; empty where any text may stand. */
  public List<String> words(String path) {
    return words.getOrDefault(path, List.of());
  }
}
