package io.gatehouse.warden.reply;

import java.util.HashMap;
import java.util.Map;

/**
 * How the firewall is.
 *
 * @param loaded false: what was rendered would not load and the gate is closed to everyone
 * @param repairs how often foreign changes were undone since the warden started
 * @param loads how often it was loaded since then, for whatever reason
 * @param members how many members each set has
 */
public record FirewallReport(boolean loaded, int repairs, int loads, Map<String, Integer> members) {

  public FirewallReport {
    members = Map.copyOf(members);
  }

  /** The report as lines of text. */
  public String write() {
    StringBuilder text = new StringBuilder();
    text.append("loaded ").append(loaded).append("\nrepairs ").append(repairs);
    text.append("\nloads ").append(loads).append('\n');
    members.forEach((set, count) -> text.append(set).append(' ').append(count).append('\n'));
    return text.toString();
  }

  /** Reads what {@link #write} wrote. */
  public static FirewallReport read(String text) {
    boolean loaded = false;
    int repairs = 0;
    int loads = 0;
    Map<String, Integer> members = new HashMap<>();
    for (String line : text.split("\n")) {
      int space = line.indexOf(' ');
      if (space < 0) {
        continue;
      }
      String name = line.substring(0, space);
      String value = line.substring(space + 1);
      switch (name) {
        case "loaded" -> loaded = value.equals("true");
        case "repairs" -> repairs = Integer.parseInt(value);
        case "loads" -> loads = Integer.parseInt(value);
        default -> members.put(name, Integer.parseInt(value));
      }
    }
    return new FirewallReport(loaded, repairs, loads, members);
  }
}
