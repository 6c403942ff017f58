package io.gatehouse.network.settings.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object of a whole settings tree, read key by key. Its keys and their JSON types are right, as
 * {@link Merge} saw to that; what cannot be typed is noted by path and has a value in its place
 * that will do until the document is refused.
 */
public final class Section {
  private final JsonNode node;
  private final String path;
  private final Map<String, String> errors;

  /**
   * @param path of the object, empty for the tree itself
   * @param errors reasons by path, added to
   */
  public Section(JsonNode node, String path, Map<String, String> errors) {
    this.node = node;
    this.path = path;
    this.errors = errors;
  }

  /** The object below the key. */
  public Section at(String key) {
    return new Section(node.get(key), path(key), errors);
  }

  public String text(String key) {
    return node.get(key).textValue();
  }

  public int number(String key) {
    return node.get(key).intValue();
  }

  public boolean flag(String key) {
    return node.get(key).booleanValue();
  }

  /** One of the constants, named by its word. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    E[] all = type.getEnumConstants();
    int index = words(all).indexOf(text(key));
    if (index < 0) {
      errors.put(path(key), "known are " + String.join(", ", words(all)));
    }
    return all[Math.max(0, index)];
  }

  /** The word that a document has for the constant: {@code WPA2_WPA3} is {@code wpa2-wpa3}. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> words(Enum<?>[] all) {
    return Arrays.stream(all).map(Section::word).toList();
  }

  public Ipv4 address(String key, Ipv4 otherwise) {
    Optional<Ipv4> read = Ipv4.parse(text(key));
    if (read.isEmpty()) {
      errors.put(path(key), "must be an address such as 10.20.0.10");
    }
    return read.orElse(otherwise);
  }

  /** An address, or none where the text is empty. */
  public Optional<Ipv4> address(String key) {
    return text(key).isEmpty() ? Optional.empty() : Optional.of(address(key, Ipv4.of("0.0.0.0")));
  }

  public Ipv4Network network(String key, Ipv4Network otherwise) {
    Optional<Ipv4Network> read = Ipv4Network.parse(text(key));
    if (read.isEmpty()) {
      errors.put(path(key), "must be a network such as 10.20.0.0/21");
    } else if (!read.get().toString().equals(text(key))) {
      errors.put(path(key), "has host bits set; the network is " + read.get());
    }
    return read.orElse(otherwise);
  }

  public List<String> texts(String key) {
    return list(key, "a text", n -> Optional.ofNullable(n.textValue()));
  }

  public List<Ipv4> addresses(String key) {
    return list(
        key,
        "an address such as 192.0.2.1",
        n -> Optional.ofNullable(n.textValue()).flatMap(Ipv4::parse));
  }

  public List<Integer> numbers(String key, String what) {
    return list(key, what, n -> n.isInt() ? Optional.of(n.intValue()) : Optional.empty());
  }

  /** The objects of a list. */
  public <T> List<T> objects(String key, Function<Section, T> reader) {
    List<T> all = new ArrayList<>();
    for (JsonNode element : node.get(key)) {
      all.add(reader.apply(new Section(element, path(key) + "[" + all.size() + "]", errors)));
    }
    return List.copyOf(all);
  }

  private <T> List<T> list(String key, String what, Function<JsonNode, Optional<T>> reader) {
    List<T> all = new ArrayList<>();
    int index = 0;
    for (JsonNode element : node.get(key)) {
      Optional<T> value = reader.apply(element);
      if (value.isPresent()) {
        all.add(value.get());
      } else {
        errors.put(path(key) + "[" + index + "]", "must be " + what);
      }
      index++;
    }
    return List.copyOf(all);
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
