package io.gatehouse.lab.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.units.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The project's own unit files: systemd reads them, and leaves their services little room. */
class UnitsOfTheBoxTest {
  private static final Path UNITS = Path.of("../systemd");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern LEVEL = Pattern.compile("exposure level for \\S+: ([0-9.]+)");

  @ParameterizedTest
  @CsvSource({
    "gatehouse-edge, 3.0",
    "gatehouse-warden, 4.5",
    "gatehouse-dnsmasq@lan, 5.0",
    "gatehouse-mdns, 5.0",
    "gatehouse-addresses, 4.5",
    "gatehouse-revert, 4.5",
    "gatehouse-hostapd, 5.0"
  })
  void a_unit_is_exposed_no_more_than_its_bound(String name, double bound) {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd-analyze here");
    Command.Outcome outcome =
        new Command(
                LIMIT,
                List.of(
                    "systemd-analyze",
                    "security",
                    "--offline=true",
                    "--no-pager",
                    UNITS.resolve(new UnitName(name).file()).toString()))
            .run();
    assumeTrue(!outcome.err().contains("unrecognized option"), "systemd is too old to ask offline");

    Matcher matcher = LEVEL.matcher(outcome.out());

    assertThat(matcher.find()).as(outcome.out() + outcome.err()).isTrue();
    assertThat(Double.parseDouble(matcher.group(1))).isLessThanOrEqualTo(bound);
  }

  @ParameterizedTest
  @CsvSource({
    "gatehouse-firewall",
    "gatehouse-warden",
    "gatehouse-edge",
    "gatehouse-dnsmasq@lan",
    "gatehouse-mdns",
    "gatehouse-addresses",
    "gatehouse-revert",
    "gatehouse-hostapd"
  })
  void a_unit_is_understood_by_the_labs_runner_and_by_systemd(String text) throws IOException {
    UnitName name = new UnitName(text);
    Path file = UNITS.resolve(name.file());
    UnitFile unit = UnitFile.parse(name, Files.readString(file));
    assertThat(unit.lines("Service.ExecStart")).isNotEmpty();
    assertThat(unit.lines("Install.WantedBy")).containsExactly("multi-user.target");

    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd-analyze here");
    Command.Outcome outcome =
        new Command(LIMIT, List.of("systemd-analyze", "verify", "--man=no", file.toString())).run();
    // The programs themselves are not installed where this test runs.
    List<String> complaints =
        (outcome.out() + outcome.err())
            .lines()
            .filter(line -> line.contains("gatehouse"))
            .filter(line -> !line.contains("is not executable"))
            .toList();
    assertThat(complaints).isEmpty();
  }
}
