package io.gatehouse.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after a kill, once. */
class DurabilityTest {
  private static final int ROUNDS = 10;
  private static final long SEED = 2026;

  @TempDir Path dir;

  @Test
  void no_acknowledged_write_is_lost_or_doubled_by_kill_9() throws Exception {
    Random random = new Random(SEED);
    Set<Long> acknowledged = new TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(runAndKill("after", round * 1_000_000L, 1 + random.nextInt(400)));
    }
    List<Long> stored = stored();
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    assertThat(stored).doesNotHaveDuplicates().containsAll(acknowledged);
  }

  /** Positive control: the same kill finds a program that answers before it has committed. */
  @Test
  void the_test_sees_a_program_that_acknowledges_too_early() throws Exception {
    Set<Long> lost = new TreeSet<>();
    for (int round = 0; round < 50 && lost.isEmpty(); round++) {
      lost.addAll(runAndKill("before", round * 1_000_000L, 20));
      lost.removeAll(Set.copyOf(stored()));
    }
    assertThat(lost).isNotEmpty();
  }

  private List<Long> stored() {
    try (Store store = Store.open(dir.resolve("box.db"))) {
      return store.read(
          tx ->
              tx.list(
                  "SELECT value FROM counter WHERE name LIKE ?",
                  row -> row.getLong(1),
                  store.box() + "-%"));
    }
  }

  /** Kills the writer after so many acknowledgements and says which ones were seen. */
  private List<Long> runAndKill(String mode, long first, int acknowledgements)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AcknowledgingWriter.class.getName(),
                dir.resolve("box.db").toString(),
                Long.toString(first),
                mode)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Long> seen = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        seen.add(Long.parseLong(line));
        if (seen.size() == acknowledgements) {
          // By its handle, as Process.destroyForcibly would close the pipe unread.
          writer.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(writer.waitFor()).isEqualTo(137);
    return seen;
  }
}
