package io.gatehouse.warden.kernel;

import io.gatehouse.platform.process.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the lines to the internet is used. A table of its own, which the firewall script has
 * asked before the usual one, holds the second line's default route while that is used; where the
 * kernel drops it with the line, packets leave by the first again.
 */
public final class Lines {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** As the firewall script has it. */
  private static final String TABLE = "202";

  private final Devices devices;

  public Lines(Devices devices) {
    this.devices = devices;
  }

  /** Uses the second line, or again the first. What is so already is left as it is. */
  public void use(boolean second) {
    if (!second) {
      // Fails where the table is empty, which is what was asked for.
      new Command(LIMIT, List.of("ip", "-4", "route", "del", "default", "table", TABLE)).run();
      return;
    }
    List<String> uplinks = devices.read().uplinks();
    if (uplinks.size() < 2) {
      throw new KernelRefused("line", "the settings in force have no second line");
    }
    List<String> argv =
        new ArrayList<>(List.of("ip", "-4", "route", "replace", "default", "table", TABLE));
    argv.addAll(way(uplinks.get(1)));
    new Command(LIMIT, argv).must();
  }

  /** Gateway and device of the line's own default route. */
  private static List<String> way(String device) {
    String printed =
        new Command(
                LIMIT,
                List.of("ip", "-4", "route", "show", "table", "main", "default", "dev", device))
            .must()
            .out();
    if (printed.isBlank()) {
      throw new KernelRefused("line", "no default route leads out of " + device);
    }
    List<String> words = List.of(printed.lines().findFirst().orElseThrow().split("\\s+", -1));
    int via = words.indexOf("via");
    return via < 0 ? List.of("dev", device) : List.of("via", words.get(via + 1), "dev", device);
  }
}
