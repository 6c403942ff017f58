package io.gatehouse.image;

import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The disk of a box on files: a root slot (squashfs), the system's and the ledger's file systems
 * (ext4) on loop devices. It is started by the very code of the initramfs.
 */
final class LayeredDisk implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Pattern LIBRARY = Pattern.compile("/\\S+\\.so\\S*");

  private final Path folder;

  LayeredDisk(Path folder) {
    this.folder = folder.toAbsolutePath();
    try {
      Path lower = folder.resolve("lower");
      for (String place :
          List.of("bin", "etc", "run", "proc", "usr/lib/gatehouse/bin", "var/lib/gatehouse")) {
        Files.createDirectories(lower.resolve(place));
      }
      Files.copy(Path.of("/bin/busybox"), lower.resolve("bin/busybox"));
      // One that is not linked statically needs its libraries in there too.
      Matcher libraries =
          LIBRARY.matcher(new Command(LIMIT, List.of("ldd", "/bin/busybox")).run().out());
      while (libraries.find()) {
        Path copy = lower.resolve(libraries.group().substring(1));
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of(libraries.group()), copy);
      }
      for (String word :
          List.of("sh", "cat", "echo", "rm", "mkdir", "ls", "cp", "mv", "dd", "sync", "test")) {
        Files.createSymbolicLink(lower.resolve("bin").resolve(word), Path.of("busybox"));
      }
      Files.writeString(lower.resolve("etc/factory"), "factory\n");
      Files.writeString(lower.resolve("usr/lib/gatehouse/bin/gatehouse"), "the program\n");
      try (InputStream boot = LayeredDisk.class.getResourceAsStream("boot")) {
        Files.copy(boot, folder.resolve("boot"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    must("mksquashfs", folder.resolve("lower").toString(), lower().toString(), "-quiet");
    fresh("system", 12);
    fresh("ledger", 12);
  }

  private Path lower() {
    return folder.resolve("lower.squashfs");
  }

  Path image(String name) {
    return folder.resolve(name + ".img");
  }

  private void fresh(String name, int megabytes) {
    must("truncate", "-s", megabytes + "M", image(name).toString());
    must("mke2fs", "-q", "-F", "-t", "ext4", "-L", "gatehouse-" + name, image(name).toString());
    attach(name);
  }

  private void attach(String name) {
    Path device = folder.resolve(name + ".device");
    try {
      if (Files.exists(device)) {
        must("losetup", "-d", Files.readString(device).strip());
      }
      Files.writeString(device, must("losetup", "-f", "--show", image(name).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What became of a start. */
  record Start(int exit, String out, String err) {
    boolean cut() {
      return exit == 137;
    }
  }

  Start start(String script) {
    return start(script, Map.of());
  }

  /**
   * @param words {@code CUT}, {@code DIRTY}, {@code MODE}, {@code GATEHOUSE_RESET}
   */
  Start start(String script, Map<String, String> words) {
    List<String> argv = new ArrayList<>(List.of("env"));
    words.forEach((word, value) -> argv.add(word + "=" + value));
    argv.addAll(List.of("unshare", "--mount", "--pid", "--fork", "busybox", "sh"));
    argv.addAll(
        List.of(
            folder.resolve("boot").toString(),
            folder.toString(),
            Path.of("../overlay/layers").toAbsolutePath().normalize().toString(),
            script));
    Command.Outcome outcome = new Command(LIMIT, argv).run();
    Start start = new Start(outcome.exit(), outcome.out(), outcome.err());
    if (start.cut()) {
      for (String name : List.of("system", "ledger")) {
        try {
          Files.move(
              folder.resolve(name + ".cut"), image(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        attach(name);
      }
    }
    return start;
  }

  /** Whether the bytes are anywhere on one of the two file systems' devices. */
  boolean holds(String secret) {
    return List.of("system", "ledger").stream()
        .anyMatch(
            name ->
                new Command(LIMIT, List.of("grep", "-q", "-a", "-F", secret, image(name) + ""))
                        .run()
                        .exit()
                    == 0);
  }

  static String must(String... argv) {
    return new Command(LIMIT, List.of(argv)).must().out();
  }

  @Override
  public void close() {
    for (String name : List.of("system", "ledger")) {
      try {
        must("losetup", "-d", Files.readString(folder.resolve(name + ".device")).strip());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
