package io.gatehouse.console.network;

import io.gatehouse.network.rollout.SiteCheck;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.uplink.Line;
import io.gatehouse.network.wifi.Channel;
import io.gatehouse.network.wifi.Wifi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What can be chosen on this box: its radios, the channels that they and the country allow. */
final class Choices {
  private final SiteCheck site;
  private final Supplier<List<String>> radios;

  Choices(SiteCheck site, Supplier<List<String>> radios) {
    this.site = site;
    this.radios = radios;
  }

  /**
   * @param key of the text that people read; empty where the words are that
   */
  public record Choice(String value, String words, String key) {
    static Choice plain(String value) {
      return new Choice(value, value, "");
    }

    static Choice named(Enum<?> constant, String text) {
      String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      return new Choice(word, word, text + constant.name());
    }
  }

  /** The choices of a value; the one that it has is always among them. */
  List<Choice> of(String path, String present, Settings settings) {
    List<Choice> all = new ArrayList<>(known(path, settings));
    if (all.stream().noneMatch(one -> one.value().equals(present))) {
      all.addFirst(new Choice(present, present.isEmpty() ? "–" : present, ""));
    }
    return all;
  }

  private List<Choice> known(String path, Settings settings) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "radio" -> radios.get().stream().map(Choice::plain).toList();
      case "country" -> countries();
      case "channel" ->
          site.channels(settings.wifi().country()).stream().map(Choices::channel).toList();
      case "width" -> Stream.of("20", "40", "80", "160").map(Choice::plain).toList();
      case "side" -> named(Wifi.Side.values(), "console.side.");
      case "security" -> named(Wifi.Security.values(), "console.security.");
      case "mode" ->
          path.startsWith("wifi")
              ? named(Wifi.Mode.values(), "console.wifi-mode.")
              : named(Line.Mode.values(), "console.line-mode.");
      default -> throw new IllegalArgumentException("nothing to choose from for " + path);
    };
  }

  private static List<Choice> named(Enum<?>[] constants, String text) {
    return Stream.of(constants).map(one -> Choice.named(one, text)).toList();
  }

  private static Choice channel(Channel channel) {
    String number = channel.toString();
    String band = channel.fiveGigahertz() ? "5 GHz" : "2.4 GHz";
    return new Choice(number, number + ", " + band + (channel.radar() ? ", radar" : ""), "");
  }

  private static List<Choice> countries() {
    return Stream.of(Locale.getISOCountries())
        .map(code -> new Choice(code, Locale.of("", code).getDisplayCountry(Locale.ENGLISH), ""))
        .sorted(Comparator.comparing(Choice::words))
        .toList();
  }
}
