package io.gatehouse.network.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.platform.template.ConfigTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden files of the access point; how to add or write one: see LanFilesTest. */
class HostapdConfTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/wifi");
  private static final String FILE = "etc/gatehouse/hostapd.conf";

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders.sorted().toList();
    }
  }

  private static String rendered(Path folder) throws IOException {
    Parsed parsed = SettingsJson.read(folder.resolve("settings.json"));
    assertThat(parsed).isInstanceOf(Parsed.Ok.class);
    Settings settings = ((Parsed.Ok) parsed).settings();
    return new HostapdConf(new ConfigTemplates())
        .render(
            settings.wifi(),
            new HostapdConf.Bridges(settings.guest().bridge(), settings.management().bridge()))
        .get(FILE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void settings_render_to_the_expected_file(Path folder) throws IOException {
    Path expected = folder.resolve("expected").resolve(FILE);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(expected.getParent());
      Files.writeString(expected, rendered(folder));
    }
    assertThat(rendered(folder)).isEqualTo(Files.readString(expected));
  }

  @Test
  void without_networks_there_is_no_file() {
    assertThat(
            new HostapdConf(new ConfigTemplates())
                .render(Wifi.factory(), new HostapdConf.Bridges("br-guest", "br-mgmt")))
        .isEmpty();
  }
}
