package io.gatehouse.network.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Golden;
import io.gatehouse.platform.template.ConfigTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden files: a new case is a new folder with settings.json; with {@code -Dgolden.write=true} its
 * expected files are written, to be read by a person before they are kept.
 */
class LanFilesTest {
  private static final Path GOLDEN = Golden.ALL.resolve("lan");

  static List<Path> cases() throws IOException {
    return Golden.cases("lan");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void settings_render_to_the_expected_files(Path folder) throws IOException {
    Golden.check(folder, rendered(folder));
  }

  @Test
  void option_114_is_sent_only_with_a_name_that_phones_trust() throws IOException {
    assertThat(rendered(GOLDEN.resolve("factory")).toString()).doesNotContain("114");
    assertThat(rendered(GOLDEN.resolve("all-set")).toString())
        .contains("114,\"https://wifi.hotel.example/");
  }

  private static Map<String, String> rendered(Path folder) throws IOException {
    return new LanFiles(new ConfigTemplates()).render(Golden.settings(folder));
  }
}
