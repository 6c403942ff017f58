package io.gatehouse.network.wifi;

import io.gatehouse.network.settings.document.Refusals;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the box's radio can be the access point that is wished for, and whether the country lets
 * it. hostapd's own reader takes channel 99 and finds out in the air.
 */
public final class RadioCheck {
  private final Wifi wifi;
  private final Refusals errors = new Refusals();

  private RadioCheck(Wifi wifi) {
    this.wifi = wifi;
  }

  /**
   * Reasons by path; empty where it can.
   *
   * @param radio empty where nothing is known of it, which is not held against the settings
   * @param rules of all countries; empty where the box lacks them
   */
  public static Map<String, String> errors(
      Wifi wifi, Optional<RadioAbilities> radio, Optional<RegulatoryData> rules) {
    RadioCheck check = new RadioCheck(wifi);
    if (!wifi.networks().isEmpty()) {
      radio.ifPresent(check::radio);
      rules.ifPresent(check::country);
    }
    return check.errors.all();
  }

  private void radio(RadioAbilities radio) {
    if (!radio.accessPoint()) {
      errors.refuse("wifi.radio", "this radio cannot be an access point");
      return;
    }
    if (wifi.networks().size() > radio.networks()) {
      errors.refuse(
          "wifi.networks", "this radio has at most " + radio.networks() + " names in the air");
    }
    RadioAbilities.Band band = radio.bands().get(wifi.fiveGigahertz() ? 2 : 1);
    if (band == null) {
      errors.refuse("wifi.channel", "this radio has no channels in that band");
      return;
    }
    for (Channel channel : new Channel(wifi.channel()).taken(wifi.width())) {
      if (!band.channels().containsKey(channel.number())) {
        errors.refuse("wifi.channel", "this radio has no channel " + channel);
      }
    }
    switch (wifi.mode()) {
      case AC -> can(band.ac(), "wifi.mode", "ac");
      case AX -> can(band.ax(), "wifi.mode", "ax");
      case G, N -> {}
    }
    switch (wifi.width()) {
      case 40 -> can(band.forty(), "wifi.width", "40 MHz");
      case 80 -> can(band.ac() || band.ax(), "wifi.width", "80 MHz");
      case 160 -> can(band.hundredSixty(), "wifi.width", "160 MHz");
      default -> {}
    }
  }

  private void can(boolean able, String path, String what) {
    if (!able) {
      errors.refuse(path, "this radio cannot " + what + " there");
    }
  }

  private void country(RegulatoryData data) {
    if (wifi.country().isEmpty()) {
      return;
    }
    Optional<List<RegulatoryData.Rule>> rules = data.of(wifi.country());
    if (rules.isEmpty()) {
      errors.refuse("wifi.country", "the box has no rules of " + wifi.country() + " for radios");
      return;
    }
    for (Channel channel : new Channel(wifi.channel()).taken(wifi.width())) {
      rules.get().stream()
          .filter(rule -> rule.holds(channel))
          .findFirst()
          .ifPresentOrElse(
              rule -> allowed(channel, rule),
              () -> errors.refuse("wifi.channel", forbidden(channel)));
    }
  }

  private void allowed(Channel channel, RegulatoryData.Rule rule) {
    if (!rule.mayBegin()) {
      errors.refuse("wifi.channel", forbidden(channel) + " to access points");
    } else if (wifi.width() * 1_000L > rule.widestKhz() && !rule.widens()) {
      errors.refuse(
          "wifi.width",
          wifi.country() + " allows " + rule.widestKhz() / 1_000 + " MHz at channel " + channel);
    }
  }

  private String forbidden(Channel channel) {
    return wifi.country() + " forbids channel " + channel;
  }
}
