package io.gatehouse.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a lab leaves on the machine's disk: its first process's id under {@code /run} and a folder
 * with the box's data. Folders of labs that died are taken away by the next one.
 */
public final class LabState {
  private static final Path RUNNING = Path.of("/run/gatehouse-lab");
  private static final Path DATA = Path.of("/var/lib/gatehouse-lab");

  private final String name;

  public LabState(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** On a real disk, as the box's database is made durable there. Seen inside as /run/lab. */
  Path folder() {
    return DATA.resolve(name);
  }

  public Path file(String path) {
    return folder().resolve(path);
  }

  private Path initFile() {
    return RUNNING.resolve(name).resolve("init");
  }

  public void create() {
    try {
      Files.createDirectories(initFile().getParent());
      Files.createDirectories(folder().getParent());
      Files.createDirectory(folder());
    } catch (IOException e) {
      throw new LabException("a lab named " + name + " is there already: " + e.getMessage(), e);
    }
  }

  void remember(ProcessHandle init) {
    write(initFile(), init.pid() + " " + started(init) + "\n");
  }

  /** The lab's first process, if it is alive and is not another one that got its number. */
  public Optional<ProcessHandle> init() {
    if (!Files.exists(initFile())) {
      return Optional.empty();
    }
    String[] words = read(initFile()).split(" ", -1);
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(p -> words[1].strip().equals(started(p)));
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(i -> Long.toString(i.toEpochMilli())).orElse("-");
  }

  public void delete() {
    deleteTree(folder());
    deleteTree(RUNNING.resolve(name));
  }

  public static List<String> names() {
    if (!Files.isDirectory(RUNNING)) {
      return List.of();
    }
    try (Stream<Path> labs = Files.list(RUNNING)) {
      return labs.map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A lab between its creation and its first process's note has no note yet: leave young ones. */
  public static void sweep() {
    for (String name : names()) {
      LabState lab = new LabState(name);
      if (lab.init().isEmpty() && lab.isOld()) {
        lab.delete();
      }
    }
  }

  private boolean isOld() {
    try {
      long age =
          System.currentTimeMillis() - Files.getLastModifiedTime(RUNNING.resolve(name)).toMillis();
      return age > 30_000 || Files.exists(initFile());
    } catch (IOException gone) {
      return false;
    }
  }

  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
