package io.gatehouse.warden.rollout;

import io.gatehouse.platform.process.Command;
import io.gatehouse.warden.kernel.LibC;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.BoxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings files from the edge's folder into place. The edge may be in a stranger's hands: its files
 * are opened once, without following a link at the end, and must belong to it, so that root never
 * reads another's file for it; and each is tried by the program that will read it.
 */
public final class StagedFiles {
  private static final int O_NOFOLLOW = noFollow(System.getProperty("os.arch"));
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(20);

  private final Places places;
  private final LibC libc;
  private final int edgeUid;
  private final RolloutFolder rollout;

  public StagedFiles(Places places, LibC libc, int edgeUid, RolloutFolder rollout) {
    this.rollout = rollout;
    this.places = places;
    this.libc = libc;
    this.edgeUid = edgeUid;
  }

  /** What became of each file, a line each. */
  public String apply(Apply apply) throws IOException {
    Optional<String> underWay = rollout.underWay();
    if (underWay.isPresent()) {
      throw new RefusedArgument("revision " + underWay.get() + " is under way");
    }
    Map<BoxFile, byte[]> all = new EnumMap<>(BoxFile.class);
    Map<BoxFile, byte[]> changed = new EnumMap<>(BoxFile.class);
    Set<BoxFile> gone = EnumSet.noneOf(BoxFile.class);
    StringBuilder answer = new StringBuilder();
    for (BoxFile file : BoxFile.values()) {
      byte[] before = current(file);
      byte[] content = apply.files().contains(file) ? read(file) : file.optional() ? null : before;
      if (content != null) {
        all.put(file, content);
      }
      if (apply.files().contains(file) || !Arrays.equals(content, before)) {
        boolean same = Arrays.equals(content, before);
        answer.append(same ? "same " : "changed ").append(file.path()).append('\n');
        if (content == null) {
          gone.add(file);
        } else if (!same) {
          changed.put(file, content);
        }
      }
    }
    if (changed.isEmpty() && gone.isEmpty()) {
      rollout.adopt(all);
      return answer.toString();
    }
    check(changed);
    Set<BoxFile> touched = EnumSet.copyOf(gone);
    touched.addAll(changed.keySet());
    rollout.begin(apply, all, touched);
    for (Map.Entry<BoxFile, byte[]> file : changed.entrySet()) {
      DurableFile.replace(
          places.etc().resolve(file.getKey().path()), file.getValue(), file.getKey().mode());
    }
    for (BoxFile file : gone) {
      DurableFile.delete(places.etc().resolve(file.path()));
    }
    return answer.toString();
  }

  /** Files in place that differ from those confirmed last, a path per line. */
  public String drift() throws IOException {
    StringBuilder paths = new StringBuilder();
    if (rollout.underWay().isEmpty()) {
      for (BoxFile file : BoxFile.values()) {
        if (!Arrays.equals(current(file), rollout.confirmed(file))) {
          paths.append(file.path()).append('\n');
        }
      }
    }
    return paths.toString();
  }

  private byte[] read(BoxFile file) throws IOException {
    Path path = places.staged().resolve(file.path());
    int fd =
        libc.open(path.toString(), LibC.O_RDONLY | LibC.O_NONBLOCK | LibC.O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
      throw new RefusedArgument(file.path() + " is not staged, or is a link");
    }
    try {
      // This names the opened file itself, whatever stands at its path by now.
      Path opened = Path.of("/proc/self/fd/" + fd);
      Map<String, Object> found = Files.readAttributes(opened, "unix:uid,size,isRegularFile");
      int owner = (Integer) found.get("uid");
      if (!Boolean.TRUE.equals(found.get("isRegularFile")) || (owner != edgeUid && owner != 0)) {
        throw new RefusedArgument(file.path() + " is not a file of the edge's");
      }
      if ((Long) found.get("size") > BoxFile.LARGEST_BYTES) {
        throw new RefusedArgument(file.path() + " is larger than " + BoxFile.LARGEST_BYTES);
      }
      return Files.readAllBytes(opened);
    } finally {
      libc.close(fd);
    }
  }

  private byte[] current(BoxFile file) throws IOException {
    try {
      return Files.readAllBytes(places.etc().resolve(file.path()));
    } catch (NoSuchFileException first) {
      return null;
    }
  }

  private void check(Map<BoxFile, byte[]> changed) throws IOException {
    Path folder =
        Files.createTempDirectory(
            places.socket().getParent(),
            "check",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    List<Path> made = new ArrayList<>();
    try {
      for (BoxFile file : BoxFile.values()) {
        byte[] content = changed.containsKey(file) ? changed.get(file) : current(file);
        if (content != null) {
          Path copy = folder.resolve(Path.of(file.path()).getFileName());
          Files.write(copy, content);
          made.add(copy);
        }
      }
      if (changed.keySet().stream().anyMatch(BoxFile::firewall)) {
        passes(places.script().toString(), "check", folder.toString());
      }
      for (BoxFile file : List.of(BoxFile.DNSMASQ_LAN, BoxFile.DNSMASQ_GATE)) {
        if (changed.containsKey(file)) {
          passes("dnsmasq", "--test", "--conf-file=" + folder.resolve(file.path()));
        }
      }
      if (changed.containsKey(BoxFile.HOSTAPD)) {
        hostapdReads(folder.resolve(BoxFile.HOSTAPD.path()));
      }
    } finally {
      for (Path copy : made) {
        Files.deleteIfExists(copy);
      }
      Files.delete(folder);
    }
  }

  /**
   * hostapd has no check of its own. It reads all its files before it touches a radio: where it
   * complains about one that does not exist, it has taken the one before.
   */
  private static void hostapdReads(Path file) {
    String missing = file + ".none";
    Command.Outcome outcome =
        new Command(CHECK_LIMIT, List.of("hostapd", file.toString(), missing)).run();
    String said = outcome.out() + outcome.err();
    if (!said.contains("Could not open configuration file '" + missing)) {
      throw new RefusedArgument("the files do not pass hostapd: " + said.strip());
    }
  }

  private static void passes(String... argv) {
    Command.Outcome outcome = new Command(CHECK_LIMIT, List.of(argv)).run();
    if (!outcome.ok()) {
      throw new RefusedArgument(
          "the files do not pass " + argv[0] + ": " + (outcome.err() + outcome.out()).strip());
    }
  }

  /** One of the few flags whose value differs between processors (asm/fcntl.h). */
  private static int noFollow(String processor) {
    return processor.equals("aarch64") ? 0100000 : 0400000;
  }
}
