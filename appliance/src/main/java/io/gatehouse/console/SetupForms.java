package io.gatehouse.console;

import io.gatehouse.console.door.Visit;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.network.settings.SettingsRules;
import io.gatehouse.network.wifi.Wifi;
import io.gatehouse.platform.address.Ipv4Network;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the steps of the first setting up show and ask, as parts of the settings document. */
final class SetupForms {
  /** Addresses below the pool that stay free for the box and for fixed ones. */
  private static final int KEPT_LOW = 10;

  private static final int KEPT_HIGH = 5;

  private SetupForms() {}

  /** A choice with its words. */
  public record Choice(String value, String words) {}

  static void place(Map<String, Object> values) {
    values.put(
        "languages",
        SettingsRules.LANGUAGES.stream()
            .map(code -> new Choice(code, own(Locale.forLanguageTag(code))))
            .toList());
    values.put(
        "countries",
        Stream.of(Locale.getISOCountries())
            .map(code -> new Choice(code, Locale.of("", code).getDisplayCountry(Locale.ENGLISH)))
            .sorted(Comparator.comparing(Choice::words))
            .toList());
  }

  private static String own(Locale language) {
    String name = language.getDisplayLanguage(language);
    return name.substring(0, 1).toUpperCase(language) + name.substring(1);
  }

  /** The chosen language first, the others after it. */
  static JsonObject place(Visit visit) {
    List<String> languages = new ArrayList<>(SettingsRules.LANGUAGES);
    String first = visit.field("language");
    languages.remove(first);
    languages.addFirst(first);
    return new JsonObject()
        .put("portal", new JsonObject().put("languages", new JsonArray(languages)))
        .put("wifi", new JsonObject().put("country", visit.field("country")));
  }

  static JsonObject uplink(Visit visit) {
    JsonArray resolvers = new JsonArray();
    Stream.of(visit.field("resolvers").split("[\\s,]+"))
        .filter(text -> !text.isEmpty())
        .forEach(resolvers::add);
    return new JsonObject()
        .put(
            "uplink",
            new JsonObject()
                .put("downKbps", kbps(visit.field("down")))
                .put("upKbps", kbps(visit.field("up")))
                .put("resolvers", resolvers));
  }

  /** A typed speed in Mbit/s; what is no number goes on as it is and is refused by its rule. */
  private static Object kbps(String typed) {
    if (typed.isEmpty()) {
      return 0;
    }
    return typed.matches("\\d{1,5}([.]\\d{1,3})?")
        ? (Object) Math.round(Double.parseDouble(typed) * 1_000)
        : typed;
  }

  static void wifi(Map<String, Object> values, Settings chosen, List<String> radios) {
    values.put("radios", radios);
    values.put("securities", Wifi.Security.values());
    values.put(
        "name", guestNetworks(chosen).map(network -> network.ssid().text()).findFirst().orElse(""));
    values.put(
        "security",
        guestNetworks(chosen).map(Wifi.Network::security).findFirst().orElse(Wifi.Security.OPEN));
  }

  private static Stream<Wifi.Network> guestNetworks(Settings settings) {
    return settings.wifi().networks().stream().filter(network -> network.side() == Wifi.Side.GUEST);
  }

  /** One name for guests; the names of the management network stay as they are. */
  static JsonObject wifi(Visit visit, Settings before) {
    if (visit.field("ssid").isEmpty()) {
      return new JsonObject();
    }
    JsonArray networks = new JsonArray();
    new JsonObject(SettingsJson.shown(before))
        .getJsonObject("wifi").getJsonArray("networks").stream()
            .map(JsonObject.class::cast)
            .filter(network -> network.getString("side").equals("management"))
            .forEach(networks::add);
    networks.add(
        new JsonObject()
            .put("ssid", visit.typed("ssid"))
            .put("side", "guest")
            .put("security", visit.field("security"))
            .put("passphrase", visit.typed("passphrase")));
    JsonObject wifi = new JsonObject().put("networks", networks);
    if (!visit.field("radio").isEmpty()) {
      wifi.put("radio", visit.field("radio"));
    }
    String channel = visit.field("channel");
    if (!channel.isEmpty()) {
      wifi.put("channel", channel.matches("\\d{1,3}") ? Integer.valueOf(channel) : channel);
    }
    return new JsonObject().put("wifi", wifi);
  }

  static void guests(Map<String, Object> values, Settings chosen) {
    List<Choice> sizes = new ArrayList<>();
    for (int prefix = 24; prefix >= 18; prefix--) {
      sizes.add(
          new Choice(
              String.valueOf(prefix),
              String.valueOf((1L << (32 - prefix)) - 1 - KEPT_LOW - KEPT_HIGH)));
    }
    values.put("sizes", sizes);
    values.put("prefix", String.valueOf(chosen.guest().network().prefix()));
    values.put("base", chosen.guest().network().address().toString());
  }

  static JsonObject guests(Visit visit) {
    String text = visit.field("base") + "/" + visit.field("prefix");
    JsonObject guest = new JsonObject().put("network", text);
    Ipv4Network.parse(text)
        .filter(network -> network.prefix() <= 24)
        .ifPresent(
            network ->
                guest
                    .put("network", network.toString())
                    .put("firstLease", network.address().plus(KEPT_LOW).toString())
                    .put("lastLease", network.broadcast().plus(-KEPT_HIGH).toString()));
    return new JsonObject().put("guest", guest);
  }

  static JsonObject look(Visit visit) {
    Map<String, Object> branding = new LinkedHashMap<>();
    for (String field : List.of("siteName", "welcome", "colour")) {
      branding.put(field, visit.field(field));
    }
    return new JsonObject()
        .put("branding", new JsonObject(branding))
        .put("portal", new JsonObject().put("contact", visit.field("contact")));
  }
}
