package io.gatehouse.network.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Golden;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.template.ConfigTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden files of the access point; how to add or write one: see LanFilesTest. */
class HostapdConfTest {
  private static final String FILE = "etc/gatehouse/hostapd.conf";

  static List<Path> cases() throws IOException {
    return Golden.cases("wifi");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void settings_render_to_the_expected_file(Path folder) throws IOException {
    Settings settings = Golden.settings(folder);
    HostapdConf.Bridges bridges =
        new HostapdConf.Bridges(settings.guest().bridge(), settings.management().bridge());
    Golden.check(folder, new HostapdConf(new ConfigTemplates()).render(settings.wifi(), bridges));
  }

  @Test
  void without_networks_there_is_no_file() {
    assertThat(
            new HostapdConf(new ConfigTemplates())
                .render(Wifi.factory(), new HostapdConf.Bridges("br-guest", "br-mgmt")))
        .isEmpty();
  }

  @Test
  void the_set_up_network_is_in_the_air_until_set_up_is_done() {
    Passphrase label = new Passphrase("ABCD-EFGH-JKMN-PQRS");
    HostapdConf.Bridges bridges = new HostapdConf.Bridges("br-guest", "br-mgmt");
    Wifi fresh = SetupNetwork.in(Wifi.factory(), label);
    assertThat(new HostapdConf(new ConfigTemplates()).render(fresh, bridges).get(FILE))
        .contains("ssid2=" + SetupNetwork.NAME.hex(), "bridge=br-mgmt", "channel=7")
        .contains("wpa_passphrase=ABCD-EFGH-JKMN-PQRS")
        .doesNotContain("country_code");
    Wifi done = new Wifi("wlan0", "TZ", false, 36, Wifi.Mode.AC, 80, List.of(), List.of());
    assertThat(SetupNetwork.in(done, label)).isEqualTo(done);
  }
}
