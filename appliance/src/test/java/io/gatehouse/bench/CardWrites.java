package io.gatehouse.bench;

import io.gatehouse.bench.rig.BenchBox;
import io.gatehouse.bench.rig.BenchTrouble;
import io.gatehouse.network.shaping.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the edge writes to the box's memory card for each guest and day: 100 guests who are all
 * online and all use the network, with the factory's periods.
 */
final class CardWrites implements Bench {
  private static final int SESSIONS = 100;
  private static final Duration SETTLE = Duration.ofMinutes(1);
  private static final Duration MEASURED = Duration.ofMinutes(3);
  private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(5);

  @Override
  public List<String> names() {
    return List.of("card_writes");
  }

  @Override
  public List<Row> run(List<String> wanted) {
    try (BenchBox box = BenchBox.up(1, SESSIONS, new Rate(5_000, 2_000, 0), 10, 60)) {
      String members = SampleCpu.members(box);
      use(box, members, SETTLE, 0);
      long before = written(box.edge());
      use(box, members, MEASURED, 1_000);
      long bytes = written(box.edge()) - before;
      double perDay = bytes * (86_400.0 / MEASURED.toSeconds()) / SESSIONS / 1e6;
      return List.of(
          new Row(
              "card_writes",
              perDay,
              "MB",
              String.format(
                  Locale.ROOT,
                  "a guest and day: %d bytes in %d s for %d guests",
                  bytes,
                  MEASURED.toSeconds(),
                  SESSIONS)));
    }
  }

  private static void use(BenchBox box, String members, Duration time, int firstRound) {
    long end = System.nanoTime() + time.toNanos();
    for (int round = firstRound; System.nanoTime() < end; round++) {
      SampleCpu.change(box, members, round);
      BenchBox.sleep(BETWEEN_CHANGES);
    }
  }

  /** Bytes that the process caused to be written to storage since it started. */
  private static long written(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/io"))) {
        if (line.startsWith("write_bytes:")) {
          return Long.parseLong(line.substring("write_bytes:".length()).strip());
        }
      }
      throw new BenchTrouble("no write_bytes of process " + pid);
    } catch (IOException e) {
      throw new BenchTrouble("reading what process " + pid + " wrote", e);
    }
  }
}
