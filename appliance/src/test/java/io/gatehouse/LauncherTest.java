package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.bench.Benchmarks;
import io.gatehouse.platform.process.Command;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the launcher says by itself, before there is a JDK or a build. */
class LauncherTest {

  @Test
  void its_help_names_every_campaign_and_every_benchmark() throws URISyntaxException {
    assertThat(words("test", "--help")).containsAll(LongTests.names());
    assertThat(words("bench", "--help")).containsAll(Benchmarks.names());
  }

  @Test
  void a_test_that_there_is_not_is_refused_with_the_names_of_those_there_are()
      throws URISyntaxException {
    Command.Outcome outcome = launch("test", "NoSuchIT");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("no test class named NoSuchIT").contains("LauncherTest");
  }

  private static List<String> words(String... arguments) throws URISyntaxException {
    Command.Outcome outcome = launch(arguments);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return List.of(outcome.out().split("\\s+"));
  }

  private static Command.Outcome launch(String... arguments) throws URISyntaxException {
    Path classes =
        Path.of(LauncherTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> argv = new ArrayList<>();
    argv.add(classes.getParent().resolveSibling("gatehouse").toString());
    argv.addAll(List.of(arguments));
    return new Command(Duration.ofSeconds(30), argv).run();
  }
}
