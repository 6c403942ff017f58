package io.gatehouse.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void output_error_and_exit_are_told_apart() {
    Command.Outcome outcome =
        new Command(LIMIT, List.of("sh", "-c", "cat; echo bad >&2; exit 3")).run("hello");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out()).isEqualTo("hello");
    assertThat(outcome.err()).isEqualTo("bad\n");
  }

  @Test
  void a_failure_names_arguments_exit_and_output() {
    assertThatThrownBy(() -> new Command(LIMIT, List.of("sh", "-c", "echo why >&2; exit 9")).must())
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("sh -c")
        .hasMessageContaining("exit 9")
        .hasMessageContaining("why");
  }

  @Test
  void a_missing_tool_is_a_failure_that_names_it() {
    assertThatThrownBy(() -> new Command(LIMIT, List.of("no-such-tool-here")).run())
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("no-such-tool-here");
  }

  @Test
  void a_process_that_does_not_end_is_killed() {
    assertThatThrownBy(() -> new Command(Duration.ofMillis(200), List.of("sleep", "30")).run())
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("still running");
  }

  @Test
  void more_output_than_is_kept_does_not_block_the_process() {
    Command.Outcome outcome =
        new Command(LIMIT, List.of("head", "-c", "3000000", "/dev/zero")).run();

    assertThat(outcome.ok()).isTrue();
    assertThat(outcome.out()).hasSize(1 << 20);
  }
}
