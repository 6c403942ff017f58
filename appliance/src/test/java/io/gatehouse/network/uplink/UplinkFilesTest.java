package io.gatehouse.network.uplink;

import io.gatehouse.network.settings.Golden;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.template.ConfigTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden files of the lines to the internet; how to add or write one: see LanFilesTest. */
class UplinkFilesTest {
  static List<Path> cases() throws IOException {
    return Golden.cases("uplink");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void settings_render_to_the_expected_files(Path folder) throws IOException {
    Settings settings = Golden.settings(folder);
    Golden.check(
        folder,
        new UplinkFiles(new ConfigTemplates()).render(settings.uplink(), settings.wifi().vlans()));
  }
}
