package io.gatehouse.network.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsDraws;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.platform.template.ConfigTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A hundred random settings before the real programs; ten thousand run as a campaign. */
class ParsersIT {
  private final RealParsers parsers = new RealParsers();

  @Test
  void what_the_programs_take_is_what_was_meant() {
    List<String> wrong = new ArrayList<>();
    for (long number = 0; number < 100; number++) {
      wrong.addAll(parsers.differences(SettingsDraws.of(number)));
    }
    assertThat(wrong).isEmpty();
  }

  /** The control: files of other settings are seen to be wrong, for every program. */
  @Test
  void files_of_other_settings_are_told_from_those_that_were_meant() {
    Settings meant =
        read(
            """
            {"guest":{"leaseBeforeSeconds":300},
             "garden":{"names":["www.example.org"]},
             "wifi":{"country":"TZ","channel":1,"networks":[{"ssid":"Lobby","security":"owe"}]}}""");
    Settings other =
        read("{\"wifi\":{\"country\":\"TZ\",\"channel\":6,\"networks\":[{\"ssid\":\"Lounge\"}]}}");
    Map<String, String> files = new RenderedFiles(new ConfigTemplates()).render(other);

    assertThat(parsers.differences(other, files)).isEmpty();
    assertThat(parsers.differences(meant, files).toString())
        .contains("hostapd.conf does not hold")
        .contains("hostapd: channel is 6, meant was 1")
        .contains("hostapd: network 0 is Lounge, meant was Lobby")
        .contains("dnsmasq: not once: dhcp-range=")
        .contains("iptables: rules that");
  }

  private static Settings read(String document) {
    return ((Parsed.Ok) SettingsJson.read(document)).settings();
  }
}
