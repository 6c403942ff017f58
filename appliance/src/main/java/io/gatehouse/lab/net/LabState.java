package io.gatehouse.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /** Moved into place whole: another lab that sweeps never reads half a note. */
  void remember(ProcessHandle init) {
    Path whole = initFile().resolveSibling("init.new");
    write(whole, init.pid() + " " + started(init.pid()).orElse("-") + "\n");
    try {
      Files.move(whole, initFile(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lab's first process, if it is alive and is not another one that got its number. */
  public Optional<ProcessHandle> init() {
    return note().flatMap(LabState::alive);
  }

  private Optional<String> note() {
    try {
      return Optional.of(Files.readString(initFile()).strip());
    } catch (NoSuchFileException notYetOrGone) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> alive(String note) {
    String[] words = note.split(" ", -1);
    long pid = Long.parseLong(words[0]);
    return ProcessHandle.of(pid).filter(p -> Optional.of(words[1]).equals(started(pid)));
  }

  /**
   * When a process started, in ticks since boot (proc(5), field 22 of {@code stat}). Not {@link
   * ProcessHandle.Info#startInstant}: that adds the second of the boot as each program reckons it,
   * so two programs may differ and one would take the other's lab for dead.
   */
  static Optional<String> started(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(afterName[19]);
    } catch (IOException ended) {
      return Optional.empty();
    }
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

  /** Takes away what dead labs left. */
  public static void sweep() {
    for (String name : names()) {
      LabState lab = new LabState(name);
      if (lab.isDead()) {
        lab.delete();
      }
    }
  }

  /**
   * Decided by one reading of the note, as it may come at any moment: a lab between its creation
   * and its first process has none yet, so only an old folder without a note is a dead lab's.
   */
  private boolean isDead() {
    return note().map(note -> alive(note).isEmpty()).orElseGet(this::isOld);
  }

  private boolean isOld() {
    try {
      return System.currentTimeMillis()
              - Files.getLastModifiedTime(RUNNING.resolve(name)).toMillis()
          > 30_000;
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
