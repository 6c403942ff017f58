package io.gatehouse.campaign.changes;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.RunnerUnits;
import io.gatehouse.platform.units.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** strace on edge, warden and what they start: lists a change's durable steps, freezes one. */
final class Tracer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String CALLS =
      "rename,renameat,renameat2,unlink,unlinkat,symlink,symlinkat,fsync,fdatasync";
  private static final Pattern CALL = Pattern.compile("^(\\d+) +([a-z0-9]+)\\((.*)$");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern DESCRIPTOR = Pattern.compile("\\d+<([^>]*)>");

  private final Lab lab;
  private final Path log;
  private final Process process;

  private Tracer(Lab lab, List<String> how) {
    this.lab = lab;
    log = lab.file("trace.log");
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> argv = new ArrayList<>(List.of("strace", "-f", "-y", "-o", "/run/lab/trace.log"));
    argv.addAll(how);
    for (UnitName unit : List.of(UnitName.EDGE, UnitName.WARDEN)) {
      // The victim of the last cut may only just be on its way back.
      Waiting.until(LIMIT, "a process of " + unit, () -> !pid(unit).isEmpty());
      argv.addAll(List.of("-p", pid(unit)));
    }
    process = lab.start("box", argv.toArray(new String[0]));
    Waiting.until(LIMIT, "the tracer at edge and warden", this::attached);
  }

  static Tracer lists(Lab lab) {
    return new Tracer(lab, List.of("-e", "trace=" + CALLS));
  }

  static Tracer freezesAfter(Lab lab, Step step, String spareTree) {
    String path = step.pathNow(spareTree);
    return new Tracer(
        lab,
        List.of(
            "-P",
            path,
            // Of rename(2) strace 6.1 compares the old name alone: what is written beside is named
            // so.
            "-P",
            path + ".new",
            "-e",
            "trace=" + step.call(),
            "-e",
            "inject=" + step.call() + ":signal=STOP:when=" + step.count()));
  }

  private String pid(UnitName unit) {
    return new RunnerUnits(lab.file("units.sock")).pid(unit);
  }

  /** Both are traced once the kernel names a tracer for them. */
  private boolean attached() {
    return List.of(UnitName.EDGE, UnitName.WARDEN).stream()
        .map(unit -> "/proc/" + pid(unit) + "/status")
        .allMatch(
            status -> lab.run("box", LIMIT, "grep", "-q", "^TracerPid:[^0-9]*[1-9]", status).ok());
  }

  boolean frozen() {
    return text().contains("stopped by SIGSTOP");
  }

  /** The durable steps so far, in their order. */
  List<Step> steps(String spareTree) {
    List<Step> steps = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (String line : text().split("\n", -1)) {
      Matcher call = CALL.matcher(line);
      // Where a name is taken, mv asks twice: the first time in vain.
      if (call.find() && !line.contains(" = -1 ")) {
        String path = path(call.group(3)).replace(Step.HOME + spareTree + "/", Step.HOME + "TREE/");
        boolean syncs = call.group(2).endsWith("sync");
        boolean ours = path.startsWith(Step.HOME) || path.startsWith("/etc/gatehouse/");
        if (syncs ? path.equals(Step.DATABASE) : ours) {
          // As strace counts when it injects: for each thread by itself.
          int count = counts.merge(call.group(1) + call.group(2) + path, 1, Integer::sum);
          steps.add(new Step(call.group(2), path, count));
        }
      }
    }
    return steps;
  }

  /** The last path named: where something was put, or what was taken away. */
  private static String path(String arguments) {
    Matcher descriptor = DESCRIPTOR.matcher(arguments);
    String found = descriptor.lookingAt() ? descriptor.group(1) : "";
    Matcher quoted = QUOTED.matcher(arguments);
    while (quoted.find()) {
      found = quoted.group(1);
    }
    return found;
  }

  private String text() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the tracing; who was frozen and still lives goes on. */
  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String waking =
        "for s in /proc/[0-9]*/status; do grep -q '^State:[^A-Z]*T' $s 2>/dev/null"
            + " && p=${s#/proc/} && kill -CONT ${p%/status}; done; true";
    lab.run("box", LIMIT, "sh", "-c", waking);
  }
}
