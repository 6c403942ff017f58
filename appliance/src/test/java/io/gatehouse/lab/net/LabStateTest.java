package io.gatehouse.lab.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LabStateTest {
  @Test
  void a_process_is_known_by_its_ticks_since_boot_which_no_step_of_the_clock_moves()
      throws Exception {
    Process sleep = new ProcessBuilder("sleep", "20").start();
    try {
      assertThat(LabState.started(sleep.pid())).contains(field22(sleep.pid()));
    } finally {
      sleep.destroyForcibly();
    }
    sleep.waitFor();
    assertThat(LabState.started(sleep.pid())).isEmpty();
  }

  /** The name of {@code sleep} holds no space, so that awk may count. */
  private static String field22(long pid) throws IOException {
    Process awk = new ProcessBuilder("awk", "{print $22}", "/proc/" + pid + "/stat").start();
    return new String(awk.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
