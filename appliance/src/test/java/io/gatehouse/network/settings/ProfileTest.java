package io.gatehouse.network.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.lan.LanFiles;
import io.gatehouse.network.wifi.HostapdConf;
import io.gatehouse.platform.template.ConfigTemplates;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The values of the usual manual, as far as they are safe. */
class ProfileTest {
  private static final ConfigTemplates TEMPLATES = new ConfigTemplates();

  @Test
  void it_lacks_what_no_program_can_know_and_says_so_at_the_fields() {
    assertThat(SettingsJson.read(Profile.SOURCE.document()))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid ->
                assertThat(invalid.errors())
                    .containsOnlyKeys("wifi.country", "wifi.networks[0].passphrase"));
  }

  @Test
  void its_files_say_what_the_manual_says_but_for_what_is_weak() {
    String whole =
        Profile.SOURCE
            .document()
            .replace("\"wpa2\"", "\"wpa2\", \"passphrase\": \"from the label\"")
            .replace("\"channel\": 7", "\"channel\": 7, \"country\": \"TZ\"");
    Settings settings = ((Parsed.Ok) SettingsJson.read(whole)).settings();
    Map<String, String> files = new TreeMap<>(new LanFiles(TEMPLATES).render(settings));
    files.putAll(
        new HostapdConf(TEMPLATES)
            .render(settings.wifi(), new HostapdConf.Bridges("br-guest", "br-mgmt")));

    assertThat(files.get("etc/gatehouse/hostapd.conf"))
        .contains("interface=wlan0", "driver=nl80211", "hw_mode=g", "channel=7")
        .contains("ssid2=4465766963654d616e61676572", "auth_algs=1", "ignore_broadcast_ssid=0")
        .contains("wpa=2\n", "wpa_key_mgmt=WPA-PSK", "rsn_pairwise=CCMP", "wmm_enabled=1")
        .contains("bridge=br-mgmt")
        .doesNotContain("TKIP", "securepassword");
    assertThat(files.get("etc/gatehouse/dnsmasq-lan.conf"))
        .contains("192.168.4.2,192.168.4.20,255.255.255.0,86400", "device.local");
    assertThat(files.get("etc/gatehouse/addresses")).contains("br-mgmt 192.168.4.1/24");
  }
}
