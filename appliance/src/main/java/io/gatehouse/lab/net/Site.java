package io.gatehouse.lab.net;

import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The private namespaces (mount, process, network) that hold a lab, and the way into them. Nodes of
 * the lab are network namespaces by name in there.
 */
public final class Site {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ProcessHandle init;
  private final Optional<Process> keeper;

  private Site(ProcessHandle init, Optional<Process> keeper) {
    this.init = init;
    this.keeper = keeper;
  }

  public static Site enter(ProcessHandle init) {
    return new Site(init, Optional.empty());
  }

  /**
   * @param keep false: the lab ends with this program, because its first process reads from us
   */
  public static Site create(LabState state, boolean keep) {
    Path script = state.file("site-init.sh");
    LabState.write(script, resource("site-init.sh"));
    List<String> argv = new ArrayList<>();
    if (keep) {
      argv.add("setsid");
    }
    argv.addAll(List.of("unshare", "--mount", "--pid", "--net", "--fork", "--kill-child=KILL"));
    argv.addAll(List.of("--mount-proc", "bash", script.toString(), state.folder().toString()));
    argv.add(keep ? "keep" : "tied");
    Path log = state.file("site.log");
    try {
      Process process =
          new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      Waiting.until(
          LIMIT,
          "the lab's namespaces",
          () -> LabState.read(log).contains("ready\n") || !process.isAlive());
      if (!process.isAlive()) {
        throw new LabException("the lab's namespaces could not be made: " + LabState.read(log));
      }
      ProcessHandle init = process.children().findFirst().orElseThrow();
      state.remember(init);
      return new Site(init, Optional.of(process));
    } catch (IOException e) {
      throw new LabException("the lab could not be started: " + e.getMessage(), e);
    }
  }

  /** The argument list that runs another one on a node, from the machine. */
  public List<String> argv(String node, List<String> command) {
    List<String> argv = new ArrayList<>(outer());
    argv.addAll(List.of("ip", "netns", "exec", node));
    argv.addAll(command);
    return argv;
  }

  /** Into mounts and processes of the lab; what is started there ends with the one who asked. */
  private List<String> outer() {
    return List.of(
        "nsenter",
        "--target",
        Long.toString(init.pid()),
        "--mount",
        "--net",
        "--pid",
        "--",
        "setpriv",
        "--pdeathsig",
        "KILL");
  }

  public Run run(String node, Duration limit, String input, List<String> command) {
    Command.Outcome outcome = new Command(limit, argv(node, command)).run(input);
    return new Run(command, outcome.exit(), outcome.out(), outcome.err());
  }

  /** Runs a command outside of every node, in the lab's own network namespace. */
  public Run runOutside(String input, List<String> command) {
    List<String> argv = new ArrayList<>(outer());
    argv.addAll(command);
    Command.Outcome outcome = new Command(LIMIT, argv).run(input);
    return new Run(command, outcome.exit(), outcome.out(), outcome.err());
  }

  /**
   * Leaves a command running on a node until the lab ends; its output goes to a log in the lab's
   * folder. Returns its process id inside the lab.
   */
  public long daemon(String node, String log, List<String> command) {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("sh", "-c", "log=$1; shift; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!"));
    argv.addAll(List.of("sh", "/run/lab/" + log));
    argv.addAll(command);
    return Long.parseLong(run(node, LIMIT, "", argv).must().strip());
  }

  /**
   * As {@link #daemon}, but with the network of the machine, so that it can listen on the machine's
   * loopback; it still ends with the lab.
   */
  long daemonOnTheMachine(String log, List<String> command) {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("nsenter", "--target", Long.toString(init.pid()), "--mount", "--pid"));
    argv.addAll(List.of("--", "sh", "-c"));
    argv.add("log=$1; shift; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!");
    argv.addAll(List.of("sh", "/run/lab/" + log));
    argv.addAll(command);
    return Long.parseLong(new Command(LIMIT, argv).must().out().strip());
  }

  /** Where the machine sees a path of the lab. */
  public Path inside(String path) {
    return Path.of("/proc", Long.toString(init.pid()), "root").resolve(path.substring(1));
  }

  boolean alive() {
    return init.isAlive();
  }

  public ProcessHandle init() {
    return init;
  }

  public void end() {
    init.destroyForcibly();
    try {
      if (keeper.isPresent()) {
        keeper.get().waitFor(10, TimeUnit.SECONDS);
      }
      init.onExit().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new LabException("the lab's first process did not end", e);
    }
  }

  public static String resource(String name) {
    try (InputStream in = Site.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new LabException("the program lacks its part " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LabException("the program's part " + name + " cannot be read", e);
    }
  }
}
