package io.gatehouse.network.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an access point cannot be is told at its field, and its secrets are not told at all. */
class WifiSettingsTest {
  private static final String GOOD =
      "\"ssid\":\"Staff\",\"side\":\"management\",\"security\":\"wpa2\",\"passphrase\":\"%s\"";

  private static Parsed read(String wifi) {
    return SettingsJson.read("{\"wifi\":{" + wifi + "}}");
  }

  private static Map<String, String> errors(String wifi) {
    Parsed parsed = read(wifi);
    assertThat(parsed).as(wifi).isInstanceOf(Parsed.Invalid.class);
    return ((Parsed.Invalid) parsed).errors();
  }

  private static String network(String fields) {
    return "\"country\":\"TZ\",\"networks\":[{" + fields + "}]";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssid       | 'a\\nb'       | control character",
        "ssid       | 'a\\u0000b'   | control character",
        "ssid       | ''            | 1 to 32 bytes",
        "ssid       | '123456789012345678901234567890123' | has 33",
        "ssid       | '日本日本日本日本日本日'  | has 33",
        "passphrase | '1234567'     | has 7",
        "passphrase | 'x234567890123456789012345678901234567890123456789012345678901234' | has 64",
        "passphrase | 'with\\nnewline' | plain ASCII",
        "passphrase | 'nul\\u0000nul nul' | plain ASCII",
        "passphrase | 'smile ☺ more' | plain ASCII",
        "side       | 'roof'        | known are guest, management",
        "security   | 'wep'         | known are open, owe, wpa2, wpa3, wpa2-wpa3, wpa2-enterprise",
      })
  void a_wrong_value_is_refused_at_its_field(String field, String value, String reason) {
    String fields =
        "\"ssid\":\"Lobby\",\"side\":\"guest\",\"security\":\"wpa2\",\"passphrase\":\"good enough\"";
    String wrong = fields.replaceAll("\"" + field + "\":\"[^\"]*\"", "");
    wrong = wrong.replaceAll("^,|,$", "").replace(",,", ",");

    Map<String, String> errors = errors(network(wrong + ",\"" + field + "\":\"" + value + "\""));

    assertThat(errors).containsOnlyKeys("wifi.networks[0]." + field);
    assertThat(errors.get("wifi.networks[0]." + field)).contains(reason);
  }

  @Test
  void country_channel_and_mode_must_exist_and_fit() {
    String open = "\"networks\":[{\"ssid\":\"Lobby\"}]";
    assertThat(errors(open)).containsOnlyKeys("wifi.country");
    assertThat(errors("\"country\":\"XX\"," + open)).containsOnlyKeys("wifi.country");
    assertThat(errors("\"channel\":14,\"country\":\"TZ\"")).containsOnlyKeys("wifi.channel");
    assertThat(errors("\"mode\":\"ac\",\"country\":\"TZ\"")).containsOnlyKeys("wifi.mode");
    assertThat(errors("\"radio\":\"wlan0;reboot\"")).containsOnlyKeys("wifi.radio");
    assertThat(read("\"channel\":36,\"mode\":\"ac\",\"country\":\"TZ\"," + open))
        .isInstanceOf(Parsed.Ok.class);
  }

  @ParameterizedTest
  @CsvSource({
    "g, 7, 40",
    "n, 36, 80",
    "ax, 7, 80",
    "ac, 165, 40",
    "ax, 132, 160",
    "ax, 149, 160",
    "n, 7, 30"
  })
  void a_channel_as_wide_as_none_is_refused(String mode, int channel, int width) {
    assertThat(
            errors("\"mode\":\"%s\",\"channel\":%d,\"width\":%d".formatted(mode, channel, width)))
        .containsOnlyKeys("wifi.width");
  }

  @Test
  void a_key_in_hexadecimal_is_for_wpa2_alone() {
    String key = "\"ssid\":\"K\",\"passphrase\":\"" + "0123456789abcDEF".repeat(4) + "\",";
    assertThat(read(network(key + "\"security\":\"wpa2\""))).isInstanceOf(Parsed.Ok.class);
    assertThat(errors(network(key + "\"security\":\"wpa3\"")))
        .containsOnlyKeys("wifi.networks[0].passphrase");
    assertThat(errors(network(key + "\"security\":\"wpa2-wpa3\"")))
        .containsOnlyKeys("wifi.networks[0].passphrase");
  }

  @Test
  void an_enterprise_network_names_whom_it_asks() {
    String staff = network("\"ssid\":\"Staff\",\"security\":\"wpa3-enterprise\"");
    assertThat(errors(staff)).containsOnlyKeys("wifi.networks[0].security");
    String server = ",\"radius\":[{\"address\":\"%s\",\"secret\":\"%s\"}]";
    assertThat(read(staff + server.formatted("127.0.0.1", "long enough")))
        .isInstanceOf(Parsed.Ok.class);
    assertThat(errors(staff + server.formatted("224.0.0.1", "short")))
        .containsOnlyKeys("wifi.radius[0].address", "wifi.radius[0].secret");
    assertThat(errors(staff + ",\"radius\":[{\"adress\":\"127.0.0.1\",\"port\":\"1812\"}]"))
        .containsEntry("wifi.radius[0].adress", "there is no such setting; did you mean address?")
        .containsEntry("wifi.radius[0].port", "must be a number, not a text");
  }

  @Test
  void a_vlan_goes_with_its_side() {
    assertThat(read(network("\"ssid\":\"Tills\",\"side\":\"vlan\",\"vlan\":30")))
        .isInstanceOf(Parsed.Ok.class);
    assertThat(errors(network("\"ssid\":\"Tills\",\"side\":\"vlan\"")))
        .containsOnlyKeys("wifi.networks[0].vlan");
    assertThat(errors(network("\"ssid\":\"Tills\",\"vlan\":30")))
        .containsOnlyKeys("wifi.networks[0].vlan");
  }

  @Test
  void the_management_network_is_never_open() {
    assertThat(errors(network("\"ssid\":\"Setup\",\"side\":\"management\"")))
        .containsOnlyKeys("wifi.networks[0].security");
  }

  @Test
  void two_networks_of_one_name_are_refused() {
    assertThat(
            errors("\"country\":\"TZ\",\"networks\":[{\"ssid\":\"Lobby\"},{\"ssid\":\"Lobby\"}]"))
        .containsOnlyKeys("wifi.networks[1].ssid");
  }

  @Test
  void quotes_and_emoji_are_names_like_others() {
    assertThat(read(network("\"ssid\":\"Joe's \\\"Bar\\\" 🍸\""))).isInstanceOf(Parsed.Ok.class);
  }

  @Test
  void a_passphrase_is_neither_shown_nor_lost_where_it_is_hidden() {
    Settings settings = ((Parsed.Ok) read(network(GOOD.formatted("correct horse")))).settings();

    String shown = SettingsJson.shown(settings);

    assertThat(shown).doesNotContain("correct horse").contains("***");
    assertThat(settings.toString()).doesNotContain("correct horse");
    assertThat(SettingsJson.merge(settings, shown)).isEqualTo(new Parsed.Ok(settings));
    Settings other = ((Parsed.Ok) read(network(GOOD.formatted("battery staple")))).settings();
    assertThat(SettingsDiff.between(settings, other))
        .containsExactly(new SettingsDiff.Difference("wifi.networks[0].passphrase", "***", "***"));
    assertThat(errors(network(GOOD.formatted("***")))).containsKey("wifi.networks[0].passphrase");
  }
}
