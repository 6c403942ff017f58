package io.gatehouse.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Proportional set size: memory of a process, with shared pages counted by share. */
public final class Pss {
  private Pss() {}

  /** In megabytes of 1,000,000 bytes. */
  public static double megabytes(long pid) {
    Path file = Path.of("/proc/" + pid + "/smaps_rollup");
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("Pss:"))
          .mapToDouble(line -> Long.parseLong(line.split("\\s+")[1]) * 1_024 / 1e6)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new BenchTrouble("reading " + file, e);
    }
  }
}
