package io.gatehouse.network.firewall;

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
 * Golden files of the firewall: a new case is a new folder with settings.json; with {@code
 * -Dgolden.write=true} its expected files are written, to be read by a person before they are kept.
 */
class FirewallRulesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/firewall");

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void settings_render_to_the_expected_files(Path folder) throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      for (Map.Entry<String, String> file : rendered(folder).entrySet()) {
        Path path = folder.resolve("expected").resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    assertThat(rendered(folder)).isEqualTo(expected(folder.resolve("expected")));
  }

  @Test
  void no_rule_names_the_garden_where_there_is_none() throws IOException {
    assertThat(rendered(GOLDEN.resolve("factory")).get("etc/gatehouse/firewall/rules.v4"))
        .doesNotContain("--match-set garden");
    assertThat(rendered(GOLDEN.resolve("garden")).get("etc/gatehouse/firewall/rules.v4"))
        .contains("--match-set garden dst");
  }

  @Test
  void every_rule_that_is_not_plain_says_why() throws IOException {
    String rules = rendered(GOLDEN.resolve("garden")).get("etc/gatehouse/firewall/rules.v4");
    assertThat(rules.lines().filter(line -> line.contains("-m set")))
        .allMatch(line -> line.contains("--comment"));
  }

  private static Map<String, String> rendered(Path folder) throws IOException {
    Parsed parsed = SettingsJson.read(folder.resolve("settings.json"));
    assertThat(parsed).isInstanceOf(Parsed.Ok.class);
    Settings settings = ((Parsed.Ok) parsed).settings();
    return new FirewallRules(new ConfigTemplates()).render(settings);
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
