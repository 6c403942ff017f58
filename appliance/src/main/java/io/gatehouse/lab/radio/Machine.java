package io.gatehouse.lab.radio;

import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Run;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One QEMU process that emulates every instruction, with its disks, serial log, monitor and a line
 * to the agent inside. All its files are in one folder.
 */
final class Machine {
  private static final Duration MONITOR_LIMIT = Duration.ofMinutes(2);
  private static final String PROMPT = "(qemu) ";
  private static final int MEMORY_MB = 1024;

  /** Formats of disks. The host keeps the changes: they are a test's, and go with it. */
  static final String CHANGES = "qcow2,cache=unsafe";

  static final String AS_IT_IS = "raw,readonly=on";

  private final Path folder;

  Machine(Path folder) {
    this.folder = folder;
  }

  Path buildDisk() {
    return folder.resolve("build.ext4");
  }

  Path serialLog() {
    return folder.resolve("serial.log");
  }

  /** The radio lab's machine: its kernel, its disk, and the checkout's build on a second one. */
  void start(RadioImage image, boolean keep) throws IOException {
    List<String> from = new ArrayList<>();
    from.addAll(List.of("-kernel", image.kernel().toString()));
    from.addAll(List.of("-initrd", image.initialDisk().toString()));
    from.addAll(
        List.of(
            "-append",
            "root=/dev/vda rw console=ttyS0 net.ifnames=0 fsck.mode=skip mitigations=off quiet"
                + " loglevel=4 systemd.log_target=console init=/usr/lib/gatehouse-radio/init"));
    from.addAll(drive("root", over(image.disk(), "disk"), CHANGES));
    from.addAll(drive("build", buildDisk(), AS_IT_IS));
    start(from, keep);
  }

  /**
   * A new disk with the changes that are made to another one.
   *
   * @param size as qemu-img takes it; none: as large as the other
   */
  Path over(Path other, String name, String... size) {
    Path disk = folder.resolve(name + ".qcow2");
    List<String> argv = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
    argv.addAll(List.of("-F", "raw", "-b", other.toString(), disk.toString()));
    argv.addAll(List.of(size));
    new Command(Duration.ofSeconds(30), argv).must();
    return disk;
  }

  /**
   * @param from firmware, kernel and disks, in QEMU's words; the first disk is the first it starts
   *     from
   * @param keep it outlives this program; otherwise it ends with it, however this program ends
   */
  void start(List<String> from, boolean keep) throws IOException {
    List<String> argv = new ArrayList<>();
    if (!keep) {
      // The shell's input is this program's: its end, by whatever cause, ends the machine.
      argv.addAll(List.of("sh", "-c", "\"$@\" </dev/null & read -r _; kill $!", "sh"));
    }
    argv.addAll(List.of("nice", "-n", "10", "qemu-system-x86_64"));
    argv.addAll(List.of("-accel", "tcg", "-smp", "1", "-m", MEMORY_MB + "", "-cpu", "max"));
    argv.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none"));
    argv.addAll(from);
    argv.addAll(List.of("-device", "virtio-rng-pci", "-device", "virtio-serial-pci"));
    argv.addAll(List.of("-chardev", socket("agent")));
    argv.addAll(List.of("-device", "virtserialport,chardev=agent,name=radio"));
    argv.addAll(List.of("-chardev", "file,id=serial,append=on,path=" + serialLog()));
    argv.addAll(List.of("-serial", "chardev:serial"));
    argv.addAll(List.of("-chardev", socket("monitor"), "-mon", "chardev=monitor,mode=readline"));
    argv.addAll(List.of("-pidfile", folder.resolve("pid").toString()));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("qemu.log").toFile());
    if (keep) {
      argv.add("-daemonize");
    }
    Process process = builder.start();
    // Its number is written before its sockets are there.
    Waiting.until(
        Duration.ofMinutes(1),
        "QEMU to start: " + folder.resolve("qemu.log"),
        () ->
            Stream.of("pid", "agent", "monitor").map(folder::resolve).allMatch(Files::exists)
                || !process.isAlive());
    if (!running()) {
      throw new LabException("QEMU ended: " + Files.readString(folder.resolve("qemu.log")));
    }
  }

  static List<String> drive(String id, Path file, String format) {
    return List.of(
        "-drive",
        "if=none,id=" + id + ",file=" + file + ",format=" + format,
        "-device",
        "virtio-blk-pci,drive=" + id);
  }

  private String socket(String name) {
    return "socket,id=" + name + ",path=" + folder.resolve(name) + ",server=on,wait=off";
  }

  boolean running() {
    return handle().isPresent();
  }

  private Optional<ProcessHandle> handle() {
    try {
      Path pid = folder.resolve("pid");
      if (!Files.exists(pid) || Files.readString(pid).isBlank()) {
        return Optional.empty();
      }
      // Another process may have got the number since; QEMU's has this folder in its arguments.
      return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .filter(
              p ->
                  p.isAlive()
                      && Files.isReadable(Path.of("/proc/" + p.pid() + "/cmdline"))
                      && commandLine(p).contains(folder.toString()));
    } catch (IOException e) {
      throw new LabException("cannot tell whether the machine runs", e);
    }
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  /** Runs a script inside as root and waits for its end. */
  Run run(Duration limit, String script) {
    String id = UUID.randomUUID().toString();
    String request =
        encoded(
            "echo %s | base64 -d >/run/script.$$; timeout -k 5 %d bash /run/script.$$; s=$?;"
                    .formatted(encoded(script), Math.max(1, limit.toSeconds()))
                + " rm -f /run/script.$$; exit $s");
    // Twice the time and more: what was asked for before may still be running inside.
    try (HostSocket line =
        HostSocket.open(folder.resolve("agent"), limit.multipliedBy(2).plusSeconds(60))) {
      line.send(id + " " + request + "\n");
      String answer = line.readLineThatStartsWith(id + " ");
      String[] words = answer.split(" ", -1);
      return new Run(
          List.of(script), Integer.parseInt(words[1]), decoded(words[2]), decoded(words[3]));
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String word) {
    return new String(
        Base64.getDecoder().decode(word.substring(0, word.length() - 1)), StandardCharsets.UTF_8);
  }

  /** A word to QEMU's monitor; what it says back, mostly nothing. */
  String monitor(String command) {
    try (HostSocket line = HostSocket.open(folder.resolve("monitor"), MONITOR_LIMIT)) {
      line.readUntil(PROMPT);
      line.send(command + "\n");
      return command.equals("quit") ? "" : line.readUntil(PROMPT);
    }
  }

  void end() {
    handle()
        .ifPresent(
            process -> {
              process.destroyForcibly();
              // Not its process: that stays a zombie while the shell around it reads on.
              Waiting.until(Duration.ofMinutes(1), "the machine's end", () -> !running());
            });
  }
}
