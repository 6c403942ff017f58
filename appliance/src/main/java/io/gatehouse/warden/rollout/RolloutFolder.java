package io.gatehouse.warden.rollout;

import io.gatehouse.platform.process.Command;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.BoxFile;
import io.gatehouse.warden.verb.Revert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a change under way leaves on the disk, for a script that has to take it back without us:
 *
 * <pre>
 * good -> a      the files that were confirmed last, as a whole
 * a/ b/          one of them is good, the other holds the files of the change under way
 * marker         there while a change is under way: revision, boot, deadline, files, units
 * outcome        how the last change ended: {@code 42 confirmed}, {@code 42 reverted deadline}
 * </pre>
 */
public final class RolloutFolder {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path UPTIME = Path.of("/proc/uptime");

  private final Path home;
  private final String script;

  public RolloutFolder(Places places) {
    home = places.rollout();
    script = places.rolloutScript().toString();
  }

  /** The revision under way. */
  Optional<String> underWay() throws IOException {
    if (!Files.exists(marker())) {
      return Optional.empty();
    }
    return Files.readAllLines(marker()).stream()
        .filter(line -> line.startsWith("revision "))
        .map(line -> line.substring("revision ".length()))
        .findFirst();
  }

  /** What was confirmed last of this file; null if nothing was. */
  byte[] confirmed(BoxFile file) throws IOException {
    Path path = home.resolve("good").resolve(file.path());
    return Files.exists(path) ? Files.readAllBytes(path) : null;
  }

  /** A box that has nothing to go back to yet takes what it has. */
  void adopt(Map<BoxFile, byte[]> files) throws IOException {
    if (Files.exists(home.resolve("good"))) {
      return;
    }
    String tree = keep(files);
    Path link = home.resolve("good.new");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(tree));
    Files.move(link, home.resolve("good"), StandardCopyOption.ATOMIC_MOVE);
    DurableFile.sync(home);
  }

  /** From here on a power cut brings the good files back. */
  void begin(Apply apply, Map<BoxFile, byte[]> files, Set<BoxFile> touched) throws IOException {
    String tree = keep(files);
    StringBuilder text = new StringBuilder();
    text.append("revision ").append(apply.revision());
    text.append("\nboot ").append(Files.readString(BOOT_ID).strip());
    text.append("\ndeadline ").append(uptimeSeconds() + apply.seconds());
    text.append("\ntree ").append(tree).append('\n');
    for (BoxFile file : new TreeSet<>(touched)) {
      text.append("file ").append(file.path()).append('\n');
    }
    touched.stream()
        .sorted()
        .map(BoxFile::unit)
        .distinct()
        .forEach(unit -> text.append("unit ").append(unit).append('\n'));
    if (apply.edge()) {
      text.append("unit gatehouse-edge\n");
    }
    DurableFile.replace(marker(), text.toString().getBytes(StandardCharsets.UTF_8), "rw-r--r--");
  }

  public void confirm(long revision) {
    run("confirm", Long.toString(revision));
  }

  public void revert(long revision, Revert.Cause cause) {
    run("revert", Long.toString(revision), cause.name().toLowerCase(Locale.ROOT));
  }

  /** Takes back what nobody confirmed, also where the edge is dead. */
  public void revertIfDue() {
    if (Files.exists(marker())) {
      run("due");
    }
  }

  private String keep(Map<BoxFile, byte[]> files) throws IOException {
    Files.createDirectories(home);
    Path good = home.resolve("good");
    boolean goodIsA =
        Files.isSymbolicLink(good) && Files.readSymbolicLink(good).toString().equals("a");
    String name = goodIsA ? "b" : "a";
    Path tree = home.resolve(name);
    delete(tree);
    Files.createDirectory(
        tree, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (Map.Entry<BoxFile, byte[]> file : files.entrySet()) {
      DurableFile.replace(
          tree.resolve(file.getKey().path()), file.getValue(), file.getKey().mode());
    }
    DurableFile.sync(tree);
    DurableFile.sync(home);
    return name;
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void run(String... arguments) {
    Stream<String> argv = Stream.concat(Stream.of(script), Stream.of(arguments));
    Command.Outcome outcome = new Command(LIMIT, argv.toList()).run();
    if (outcome.exit() == 3) {
      throw new RefusedArgument(outcome.err().strip());
    }
    if (!outcome.ok()) {
      throw new io.gatehouse.platform.process.CommandFailed(outcome, "exit " + outcome.exit());
    }
  }

  private Path marker() {
    return home.resolve("marker");
  }

  private static long uptimeSeconds() throws IOException {
    List<String> lines = Files.readAllLines(UPTIME);
    return Long.parseLong(lines.getFirst().split("\\.", 2)[0]);
  }
}
