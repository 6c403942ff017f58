package io.gatehouse.network.firewall;

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
 * Golden files of the firewall: a new case is a new folder with settings.json; with {@code
 * -Dgolden.write=true} its expected files are written, to be read by a person before they are kept.
 */
class FirewallRulesTest {
  private static final Path GOLDEN = Golden.ALL.resolve("firewall");

  static List<Path> cases() throws IOException {
    return Golden.cases("firewall");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void settings_render_to_the_expected_files(Path folder) throws IOException {
    Golden.check(folder, rendered(folder));
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
    List<String> lines =
        rendered(GOLDEN.resolve("garden")).get("etc/gatehouse/firewall/rules.v4").lines().toList();
    // What every packet meets says it above, as a comment in the rule costs a call.
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).contains("-m set")) {
        assertThat(lines.get(i).contains("--comment") || lines.get(i - 1).startsWith("# "))
            .as(lines.get(i))
            .isTrue();
      }
    }
  }

  private static Map<String, String> rendered(Path folder) throws IOException {
    return new FirewallRules(new ConfigTemplates()).render(Golden.settings(folder));
  }
}
