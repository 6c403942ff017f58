package io.gatehouse.warden.kernel;

import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.process.CommandFailed;
import io.gatehouse.warden.reply.FirewallReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loaded firewall. Remembers how it looked right after its own load and loads it again where it
 * looks otherwise, whether or not the edge lives.
 */
public final class Firewall {
  private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);
  private static final String PORT = "port ";
  private static final String LINE = "line ";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path script;
  private String asLoaded = "";
  private volatile Places places = Places.NONE;
  private String failure = "never loaded";
  private int repairs;
  private int loads;

  public Firewall(Path script) {
    this.script = script;
  }

  /**
   * Loads what is in place; the script falls back to a closed firewall where that will not load.
   */
  public synchronized void load() {
    loads++;
    Command.Outcome outcome = run("up");
    failure = outcome.ok() ? "" : outcome.err().strip();
    asLoaded = run("print").out();
    places = Places.of(asLoaded);
    if (!outcome.ok()) {
      throw new CommandFailed(outcome, "exit " + outcome.exit());
    }
  }

  /** Looks for foreign changes and undoes them. Does nothing before the first load. */
  public synchronized void repair() {
    if (asLoaded.isEmpty()) {
      return;
    }
    String now = run("print").out();
    if (now.equals(asLoaded)) {
      return;
    }
    if (withoutDevices(now).equals(withoutDevices(asLoaded))) {
      LOG.info("the guests' bridge has other ports, or a line came or went");
      load();
    } else {
      repairs++;
      LOG.warn("the firewall was changed from outside, loading it again: {}", difference(now));
      load();
    }
  }

  public synchronized FirewallReport report() {
    Map<String, Integer> members = new HashMap<>();
    String set = "";
    for (String line : command("ipset", "-t", "list").out().split("\n")) {
      if (line.startsWith("Name: ")) {
        set = line.substring(6);
      } else if (line.startsWith("Number of entries: ")) {
        members.put(set, Integer.parseInt(line.substring(19)));
      }
    }
    return new FirewallReport(failure.isEmpty(), repairs, loads, members);
  }

  private static List<String> withoutDevices(String printed) {
    return printed
        .lines()
        .filter(line -> !line.startsWith(PORT) && !line.startsWith(LINE))
        .toList();
  }

  /** Whether guests can be held to a port of the bridge. Never waits. */
  public boolean holdsPlaces() {
    return places.held();
  }

  /** Whether frames are marked with the number of the port they come in by. Never waits. */
  public boolean marks(int port) {
    return places.held() && places.ports().contains(port);
  }

  /** What is loaded to tell the ports of the bridge apart. */
  private record Places(boolean held, Set<Integer> ports) {
    private static final Places NONE = new Places(false, Set.of());
    private static final Pattern MARK = Pattern.compile("-j mark --mark-set 0x([0-9a-f]{1,8}) ");

    static Places of(String printed) {
      Set<Integer> ports =
          MARK.matcher(printed)
              .results()
              .map(mark -> Integer.parseUnsignedInt(mark.group(1), 16) >>> 4)
              .collect(Collectors.toSet());
      return new Places(printed.contains("--map-set guests-at "), ports);
    }
  }

  private String difference(String now) {
    List<String> before = List.of(asLoaded.split("\n"));
    List<String> after = List.of(now.split("\n"));
    return "missing "
        + before.stream().filter(l -> !after.contains(l)).limit(3).toList()
        + ", foreign "
        + after.stream().filter(l -> !before.contains(l)).limit(3).toList();
  }

  private Command.Outcome run(String verb) {
    return command(script.toString(), verb);
  }

  private static Command.Outcome command(String... argv) {
    return new Command(LIMIT, List.of(argv)).run();
  }
}
