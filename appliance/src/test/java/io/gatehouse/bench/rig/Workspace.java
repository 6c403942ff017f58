package io.gatehouse.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for the files of one measurement, on the disk of the checkout and not in memory: what a
 * sync costs is part of some figures.
 */
public final class Workspace implements AutoCloseable {
  private final Path folder;

  public Workspace(String name) {
    folder =
        Path.of(System.getProperty("gatehouse.bench.folder", "target/bench"))
            .resolve(name + "-" + ProcessHandle.current().pid())
            .toAbsolutePath();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BenchTrouble("making " + folder, e);
    }
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : List.copyOf(all.sorted(Comparator.reverseOrder()).toList())) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new BenchTrouble("removing " + folder, e);
    }
  }
}
