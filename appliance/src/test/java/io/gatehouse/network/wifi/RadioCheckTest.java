package io.gatehouse.network.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.SettingsJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of the real iw 6.9 on a simulated radio, under the rules of two countries. */
class RadioCheckTest {
  private static final Path TEXTS = Path.of("src/test/resources/iw");

  private static RadioAbilities radio(String name) throws IOException {
    return RadioAbilities.read(Files.readString(TEXTS.resolve(name))).orElseThrow();
  }

  /** Rules as the kernel's file has them: 2.4 GHz to channel 13, 5 GHz to 48, radar from 52 on. */
  private static RegulatoryData rules() {
    ByteBuffer file = ByteBuffer.allocate(128);
    file.putInt(0x52474442).putInt(20);
    file.put("ZZ".getBytes(StandardCharsets.US_ASCII)).putShort((short) 6);
    file.putInt(0);
    file.position(24).put((byte) 3).put((byte) 4).put((byte) 2).put((byte) 0);
    file.putShort((short) 9).putShort((short) 13).putShort((short) 17).putShort((short) 21);
    rule(file, 36, 0, 2_402_000, 2_482_000, 40_000);
    rule(file, 52, 1 << 4, 5_170_000, 5_250_000, 80_000);
    rule(file, 68, 1 << 2 | 1 << 4, 5_250_000, 5_330_000, 80_000);
    rule(file, 84, 1 << 3, 5_735_000, 5_835_000, 20_000);
    return RegulatoryData.read(file.array());
  }

  private static void rule(ByteBuffer file, int at, int flags, int from, int to, int widest) {
    file.position(at).put((byte) 16).put((byte) flags).putShort((short) 2_000);
    file.putInt(from).putInt(to).putInt(widest);
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
    Optional<RegulatoryData> none = Optional.empty();
    assertThat(
            RadioCheck.errors(wifi("\"country\":\"TZ\",\"channel\":6"), Optional.of(small), none))
        .isEmpty();
    assertThat(
            RadioCheck.errors(wifi("\"country\":\"TZ\",\"channel\":36"), Optional.of(small), none))
        .containsEntry("wifi.channel", "this radio has no channels in that band");
    assertThat(
            RadioCheck.errors(
                wifi("\"country\":\"TZ\",\"channel\":1,\"mode\":\"ax\",\"width\":40"),
                Optional.of(small),
                none))
        .containsEntry("wifi.channel", "this radio has no channel 5")
        .containsEntry("wifi.mode", "this radio cannot ax there")
        .containsEntry("wifi.width", "this radio cannot 40 MHz there");
  }

  @ParameterizedTest
  @CsvSource({
    "1, n, 40, ''",
    "36, ac, 80, ''",
    "52, ac, 80, ''",
    "36, ax, 160, ''",
    "100, n, 20, ZZ forbids channel 100",
    "149, n, 20, ZZ forbids channel 149 to access points",
  })
  void a_country_says_what_is_allowed(int channel, String mode, int width, String reason) {
    Wifi drawn =
        wifi(
            "\"country\":\"TZ\",\"channel\":%d,\"mode\":\"%s\",\"width\":%d"
                .formatted(channel, mode, width));
    Wifi wifi =
        new Wifi(
            "wlan0", "ZZ", false, channel, drawn.mode(), width, drawn.networks(), drawn.radius());
    Map<String, String> errors = RadioCheck.errors(wifi, Optional.empty(), Optional.of(rules()));
    assertThat(errors).isEqualTo(reason.isEmpty() ? Map.of() : Map.of("wifi.channel", reason));
  }

  @Test
  void a_country_without_rules_and_a_file_that_is_none_are_told() {
    assertThat(
            RadioCheck.errors(
                wifi("\"country\":\"TZ\",\"channel\":1"), Optional.empty(), Optional.of(rules())))
        .containsOnlyKeys("wifi.country");
    assertThatThrownBy(() -> RegulatoryData.read(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                RegulatoryData.read("RGDB\0\0\0\24TZ\77\77".getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessageContaining("cut short");
  }
}
