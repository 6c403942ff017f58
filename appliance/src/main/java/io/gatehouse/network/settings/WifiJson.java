package io.gatehouse.network.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The access point's settings as JSON, in and out. */
final class WifiJson {
  private static final Set<String> KEYS =
      Set.of("ssid", "side", "security", "passphrase", "hidden", "isolated");

  private final Map<String, String> errors;

  private WifiJson(Map<String, String> errors) {
    this.errors = errors;
  }

  static void write(Wifi wifi, ObjectNode into) {
    into.put("radio", wifi.radio())
        .put("country", wifi.country())
        .put("channel", wifi.channel())
        .put("mode", word(wifi.mode()));
    ArrayNode networks = into.putArray("networks");
    for (Wifi.Network network : wifi.networks()) {
      networks
          .addObject()
          .put("ssid", network.ssid().text())
          .put("side", word(network.side()))
          .put("security", word(network.security()))
          .put("passphrase", network.passphrase().secret())
          .put("hidden", network.hidden())
          .put("isolated", network.isolated());
    }
  }

  /**
   * @param node of the right shape but for its networks
   * @param base whose passphrases stand where the document hides them
   */
  static Wifi read(JsonNode node, Wifi base, Map<String, String> errors) {
    WifiJson reader = new WifiJson(errors);
    List<Wifi.Network> networks = new ArrayList<>();
    int index = 0;
    for (JsonNode one : node.get("networks")) {
      reader.network("wifi.networks[" + index++ + "]", one, base).ifPresent(networks::add);
    }
    return new Wifi(
        node.get("radio").textValue(),
        node.get("country").textValue(),
        node.get("channel").intValue(),
        reader.choice("wifi.mode", node.get("mode").textValue(), Wifi.Mode.values(), base.mode()),
        List.copyOf(networks));
  }

  private Optional<Wifi.Network> network(String path, JsonNode node, Wifi base) {
    if (!node.isObject()) {
      errors.put(path, "must be an object");
      return Optional.empty();
    }
    for (var field : node.properties()) {
      if (!KEYS.contains(field.getKey())) {
        errors.put(path, "known are ssid, side, security, passphrase, hidden, isolated");
      }
    }
    String ssid = text(path + ".ssid", node.get("ssid"), "");
    Wifi.Side side =
        choice(
            path + ".side",
            text(path + ".side", node.get("side"), "guest"),
            Wifi.Side.values(),
            Wifi.Side.GUEST);
    Wifi.Security security =
        choice(
            path + ".security",
            text(path + ".security", node.get("security"), "open"),
            Wifi.Security.values(),
            Wifi.Security.OPEN);
    return Optional.of(
        new Wifi.Network(
            new Ssid(ssid),
            side,
            security,
            passphrase(path + ".passphrase", node.get("passphrase"), ssid, base),
            flag(path + ".hidden", node.get("hidden"), false),
            flag(path + ".isolated", node.get("isolated"), side == Wifi.Side.GUEST)));
  }

  private Passphrase passphrase(String path, JsonNode node, String ssid, Wifi base) {
    String text = text(path, node, "");
    if (!text.equals(SettingsJson.HIDDEN)) {
      return new Passphrase(text);
    }
    Predicate<Wifi.Network> same = network -> network.ssid().text().equals(ssid);
    Optional<Passphrase> kept =
        base.networks().stream().filter(same).map(Wifi.Network::passphrase).findFirst();
    if (kept.isEmpty()) {
      errors.put(path, "*** stands for the passphrase that a network of this name has; none has");
    }
    return kept.orElse(Passphrase.NONE);
  }

  private String text(String path, JsonNode node, String otherwise) {
    if (node == null) {
      return otherwise;
    }
    if (!node.isTextual()) {
      errors.put(path, "must be a text");
      return otherwise;
    }
    return node.textValue();
  }

  private boolean flag(String path, JsonNode node, boolean otherwise) {
    if (node == null) {
      return otherwise;
    }
    if (!node.isBoolean()) {
      errors.put(path, "must be true or false");
      return otherwise;
    }
    return node.booleanValue();
  }

  private <E extends Enum<E>> E choice(String path, String text, E[] all, E otherwise) {
    List<String> words = new ArrayList<>();
    for (E one : all) {
      if (word(one).equals(text)) {
        return one;
      }
      words.add(word(one));
    }
    errors.put(path, "known are " + String.join(", ", words));
    return otherwise;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
