package io.gatehouse.network.wifi;

import io.gatehouse.network.settings.document.Refusals;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the box's radio can be the access point that is wished for. hostapd's own reader takes
 * channel 99 and finds out in the air.
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
   */
  public static Map<String, String> errors(Wifi wifi, Optional<RadioAbilities> radio) {
    RadioCheck check = new RadioCheck(wifi);
    if (!wifi.networks().isEmpty()) {
      radio.ifPresent(check::radio);
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
}
