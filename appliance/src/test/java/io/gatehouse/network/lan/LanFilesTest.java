package io.gatehouse.network.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.platform.template.ConfigTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden files: a new case is a new folder with settings.json; with {@code -Dgolden.write=true} its
 * expected files are written, to be read by a person before they are kept.
 */
class LanFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/lan");

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void settings_render_to_the_expected_files(Path folder) throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      write(folder.resolve("expected"), rendered(folder));
    }
    assertThat(rendered(folder)).isEqualTo(expected(folder.resolve("expected")));
  }

  @Test
  void option_114_is_sent_only_with_a_name_that_phones_trust() throws IOException {
    assertThat(rendered(GOLDEN.resolve("factory")).toString()).doesNotContain("114");
    assertThat(rendered(GOLDEN.resolve("all-set")).toString())
        .contains("114,\"https://wifi.hotel.example/");
  }

  private static Map<String, String> rendered(Path folder) throws IOException {
    Parsed parsed = SettingsJson.read(folder.resolve("settings.json"));
    assertThat(parsed).isInstanceOf(Parsed.Ok.class);
    Settings settings = ((Parsed.Ok) parsed).settings();
    return new LanFiles(new ConfigTemplates()).render(settings);
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private static Map<String, String> expected(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }
}
