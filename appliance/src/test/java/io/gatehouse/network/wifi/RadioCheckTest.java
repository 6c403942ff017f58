package io.gatehouse.network.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.SettingsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Texts of the real iw 6.9 on a simulated radio, under the rules of two countries. */
class RadioCheckTest {
  private static final Path TEXTS = Path.of("src/test/resources/iw");

  private static RadioAbilities radio(String name) throws IOException {
    return RadioAbilities.read(Files.readString(TEXTS.resolve(name))).orElseThrow();
  }

  private static Wifi wifi(String radio) {
    Parsed parsed =
        SettingsJson.read("{\"wifi\":{" + radio + ",\"networks\":[{\"ssid\":\"Lobby\"}]}}");
    return ((Parsed.Ok) parsed).settings().wifi();
  }

  @Test
  void the_text_of_iw_is_understood() throws IOException {
    RadioAbilities radio = radio("hwsim-TZ.txt");
    assertThat(radio.accessPoint()).isTrue();
    assertThat(radio.networks()).isEqualTo(2_048);
    RadioAbilities.Band low = radio.bands().get(1);
    assertThat(low.channels()).containsKeys(1, 13, 14).hasSize(14);
    assertThat(low.channels().get(14).disabled()).isTrue();
    assertThat(low.forty()).isTrue();
    assertThat(low.ac()).isFalse();
    assertThat(low.ax()).isTrue();
    RadioAbilities.Band high = radio.bands().get(2);
    assertThat(high.channels().get(36)).isEqualTo(new RadioAbilities.Frequency(false, true, false));
    assertThat(high.channels().get(149)).isEqualTo(new RadioAbilities.Frequency(false, true, true));
    assertThat(high.ac() && high.hundredSixty() && high.ax()).isTrue();
    RadioAbilities inAmerica = radio("hwsim-US.txt");
    assertThat(inAmerica.bands().get(1).channels().get(13).disabled()).isTrue();
    assertThat(inAmerica.bands().get(4).channels().get(13).mayBegin()).isFalse();
    assertThat(RadioAbilities.read("")).isEmpty();
  }

  @Test
  void a_radio_that_can_less_is_told_at_the_field() {
    RadioAbilities small =
        RadioAbilities.read(
                """
                Wiphy phy7
                	Supported interface modes:
                		 * managed
                		 * AP
                	Band 1:
                			* 2412 MHz [1] (20.0 dBm)
                			* 2437 MHz [6] (20.0 dBm)
                	valid interface combinations:
                		 * #{ managed } <= 2, #{ AP } <= 1,
                """)
            .orElseThrow();
    assertThat(RadioCheck.errors(wifi("\"country\":\"TZ\",\"channel\":6"), Optional.of(small)))
        .isEmpty();
    assertThat(RadioCheck.errors(wifi("\"country\":\"TZ\",\"channel\":36"), Optional.of(small)))
        .containsEntry("wifi.channel", "this radio has no channels in that band");
    assertThat(
            RadioCheck.errors(
                wifi("\"country\":\"TZ\",\"channel\":1,\"mode\":\"ax\",\"width\":40"),
                Optional.of(small)))
        .containsEntry("wifi.channel", "this radio has no channel 5")
        .containsEntry("wifi.mode", "this radio cannot ax there")
        .containsEntry("wifi.width", "this radio cannot 40 MHz there");
  }
}
