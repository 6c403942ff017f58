package io.gatehouse.lab.units;

import io.gatehouse.platform.units.UnitState;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One unit being run: its main process, its restarts, its log. */
final class Service {
  private static final long STOP_SECONDS = 10;
  private static final long STOP_MILLIS = 10_000;
  private static final long ABORT_SECONDS = 2;
  private static final long LOOK_MILLIS = 250;

  /** What a test or the demo wants services to know besides what their files say. */
  private static final Path LAB_ENVIRONMENT = Path.of("/run/lab/environment");

  private final UnitFile unit;
  private final Map<String, String> base;
  private final File log;
  private UnitState state = UnitState.INACTIVE;
  private Process main;
  private NotifySocket notify;
  private boolean wanted;
  private int starts;

  /**
   * @param base environment that all units of the lab share
   */
  Service(UnitFile unit, Map<String, String> base, Path logs) {
    this.unit = unit;
    this.base = base;
    this.log = logs.resolve(unit.name() + ".log").toFile();
  }

  UnitFile unit() {
    return unit;
  }

  synchronized UnitState state() {
    return state;
  }

  synchronized Optional<Long> pid() {
    return main != null && main.isAlive() ? Optional.of(main.pid()) : Optional.empty();
  }

  synchronized int starts() {
    return starts;
  }

  synchronized void start() throws UnitTrouble {
    if (!conditionHolds()) {
      return;
    }
    wanted = true;
    if (state != UnitState.ACTIVE) {
      launch();
    }
  }

  /**
   * As with systemd, a unit whose condition does not hold stays down without that being an error.
   */
  private boolean conditionHolds() {
    return unit.lines("Unit.ConditionPathExists").stream().allMatch(p -> Files.exists(Path.of(p)));
  }

  private void launch() throws UnitTrouble {
    state = UnitState.STARTING;
    try {
      new Folders(unit).make();
      for (String line : unit.lines("Service.ExecStartPre")) {
        once(line);
      }
      if (unit.value("Service.Type", "simple").equals("oneshot")) {
        for (String line : unit.lines("Service.ExecStart")) {
          once(line);
        }
        state = unit.yes("Service.RemainAfterExit") ? UnitState.ACTIVE : UnitState.INACTIVE;
        starts++;
        return;
      }
      listen();
      Process process = spawn(unit.value("Service.ExecStart", ""));
      main = process;
      starts++;
      // What ends at once has not started: a wrong option, a port that is taken.
      if (process.waitFor(60, TimeUnit.MILLISECONDS)) {
        throw new UnitTrouble(unit.name() + " ended at once with " + process.exitValue(), log);
      }
      // Also for those that would say when they are up: who asks here wants to see them on the way.
      state = UnitState.ACTIVE;
      Thread.ofVirtual().start(() -> watch(process));
      long silence = unit.millis("Service.WatchdogSec", 0);
      if (silence > 0) {
        Thread.ofVirtual().start(() -> endIfSilent(process, silence));
      }
    } catch (IOException e) {
      state = UnitState.FAILED;
      throw new UnitTrouble(unit.name() + ": " + e.getMessage(), log);
    } catch (UnitTrouble e) {
      state = UnitState.FAILED;
      if (wanted && restarts(1)) {
        Thread.ofVirtual().start(this::again);
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnitTrouble(unit.name() + ": interrupted", log);
    }
  }

  private void listen() throws IOException {
    if (notify == null && unit.value("Service.Type", "simple").equals("notify")) {
      notify = new NotifySocket(log.toPath().resolveSibling("notify").resolve(unit.name().text()));
    }
    if (notify != null) {
      notify.forget();
    }
  }

  /** As systemd does: SIGABRT, and SIGKILL for who does not end by it. */
  private void endIfSilent(Process process, long silence) {
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (notify.silentMillis() > silence) {
          Files.writeString(
              log.toPath(),
              "watchdog: silent for longer than " + silence + " ms\n",
              StandardOpenOption.APPEND);
          new ProcessBuilder("kill", "-ABRT", Long.toString(process.pid())).start().waitFor();
          if (!process.waitFor(ABORT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
          }
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(unit.name() + " cannot be ended", e);
    }
  }

  private void watch(Process process) {
    int exit;
    try {
      exit = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    synchronized (this) {
      if (main != process || !wanted) {
        return;
      }
      state = exit == 0 ? UnitState.INACTIVE : UnitState.FAILED;
      if (!restarts(exit)) {
        wanted = false;
        return;
      }
      state = UnitState.STARTING;
    }
    again();
  }

  private boolean restarts(int exit) {
    return switch (unit.value("Service.Restart", "no")) {
      case "always" -> true;
      case "on-failure" -> exit != 0;
      default -> false;
    };
  }

  private void again() {
    try {
      Thread.sleep(unit.millis("Service.RestartSec", 100));
      synchronized (this) {
        if (wanted && state != UnitState.ACTIVE) {
          launch();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UnitTrouble trouble) {
      // Said in the unit's log; launch() has arranged for the next try.
      return;
    }
  }

  synchronized void stop() {
    wanted = false;
    state = UnitState.INACTIVE;
    if (main == null || !main.isAlive()) {
      return;
    }
    main.destroy();
    try {
      long limit = unit.millis("Service.TimeoutStopSec", STOP_MILLIS);
      if (!main.waitFor(limit, TimeUnit.MILLISECONDS)) {
        main.descendants().forEach(ProcessHandle::destroyForcibly);
        main.destroyForcibly();
        main.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void reload() throws UnitTrouble {
    if (unit.lines("Service.ExecReload").isEmpty()) {
      throw new UnitTrouble(unit.name() + " cannot reload", log);
    }
    if (pid().isEmpty()) {
      throw new UnitTrouble(unit.name() + " is not running", log);
    }
    try {
      for (String line : unit.lines("Service.ExecReload")) {
        once(line);
      }
    } catch (IOException e) {
      throw new UnitTrouble(unit.name() + ": " + e.getMessage(), log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once(String line) throws IOException, InterruptedException, UnitTrouble {
    boolean mayFail = line.startsWith("-");
    Process process = spawn(mayFail ? line.substring(1) : line);
    int exit = process.waitFor();
    if (exit != 0 && !mayFail) {
      throw new UnitTrouble(unit.name() + ": " + line + ": exit " + exit, log);
    }
  }

  private static void put(Map<String, String> environment, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals > 0) {
      environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
  }

  private static void read(Path file, Map<String, String> environment) throws IOException {
    if (Files.exists(file)) {
      Files.readAllLines(file).forEach(word -> put(environment, word));
    }
  }

  private Process spawn(String line) throws IOException {
    Map<String, String> environment = new HashMap<>(base);
    unit.words("Service.Environment").forEach(word -> put(environment, word));
    for (String file : unit.lines("Service.EnvironmentFile")) {
      read(Path.of(file.replaceFirst("^-", "")), environment);
    }
    read(LAB_ENVIRONMENT, environment);
    pid().ifPresent(pid -> environment.put("MAINPID", Long.toString(pid)));
    if (notify != null) {
      environment.put("NOTIFY_SOCKET", notify.path().toString());
      long silence = unit.millis("Service.WatchdogSec", 0);
      environment.put("WATCHDOG_USEC", Long.toString(silence * 1_000));
    }
    // The mask is a thing of the process, so a shell sets it and becomes setpriv.
    List<String> argv = new ArrayList<>(List.of("sh", "-c", "umask \"$0\"; exec \"$@\""));
    argv.add(unit.value("Service.UMask", "0022"));
    argv.addAll(Privileges.argv(unit));
    Words.split(line).forEach(word -> argv.add(Words.expand(word, environment)));
    ProcessBuilder builder = new ProcessBuilder(argv).directory(new File("/"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    return builder.start();
  }
}
