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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The project's own unit files: systemd reads them, and leaves their services little room. */
class UnitsOfTheBoxTest {
  private static final Path UNITS = Path.of("../systemd");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern LEVEL = Pattern.compile("exposure level for \\S+: ([0-9.]+)");

  private static final double ANY_OTHER = 4.5;

  /** What each may be exposed at most; a new unit has the bound of any other. */
  private static final Map<String, Double> BOUNDS =
      Map.of(
          "gatehouse-edge", 3.0,
          "gatehouse-hub", 3.0,
          "gatehouse-hostapd", 5.0,
          "gatehouse-dnsmasq@lan", 5.0);

  static Stream<String> services() throws IOException {
    try (Stream<Path> files = Files.list(UNITS)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".service"))
              .map(name -> name.substring(0, name.length() - ".service".length()))
              .map(name -> name.endsWith("@") ? name + "lan" : name)
              .toList();
      assertThat(names).contains("gatehouse-edge", "gatehouse-warden", "gatehouse-dnsmasq@lan");
      return names.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void a_unit_is_exposed_no_more_than_its_bound(String name) {
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
    assertThat(Double.parseDouble(matcher.group(1)))
        .isLessThanOrEqualTo(BOUNDS.getOrDefault(name, ANY_OTHER));
  }

  @ParameterizedTest
  @MethodSource("services")
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

  /** Without it a box whose power was cut inside a change would come up with the change. */
  @ParameterizedTest
  @MethodSource("services")
  void the_revert_comes_before_all_that_read_what_it_brings_back(String text) throws IOException {
    UnitName name = new UnitName(text);
    // A reset takes away what a revert would bring back.
    if (name.equals(UnitName.REVERT) || text.equals("gatehouse-reset")) {
      return;
    }
    UnitFile unit = UnitFile.parse(name, Files.readString(UNITS.resolve(name.file())));
    UnitFile revert =
        UnitFile.parse(UnitName.REVERT, Files.readString(UNITS.resolve(UnitName.REVERT.file())));

    assertThat(
            unit.words("Unit.After").contains("gatehouse-revert.service")
                || revert.words("Unit.Before").contains(name.file()))
        .as("%s starts after the revert", name)
        .isTrue();
  }
}
