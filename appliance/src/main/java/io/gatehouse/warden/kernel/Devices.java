package io.gatehouse.warden.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Which interfaces face guests and uplink, as the firewall's own file says. The edge cannot name an
 * interface to the warden, so it cannot shape or bind addresses on another one.
 */
public final class Devices {
  private final Path file;

  public Devices(Path file) {
    this.file = file;
  }

  /** The names; before anything was rendered, those of a factory box. */
  public Names read() {
    String guests = "br-guest";
    String uplink = "wan";
    String second = "";
    try {
      for (String line : Files.readString(file).split("\n")) {
        int space = line.indexOf(' ');
        String name = line.substring(space + 1);
        if (space < 0 || !isName(name)) {
          continue;
        }
        switch (line.substring(0, space)) {
          case "guests" -> guests = name;
          case "uplink" -> uplink = name;
          case "second" -> second = name;
          default -> {}
        }
      }
    } catch (NoSuchFileException factory) {
      return Names.of(guests, uplink, second);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Names.of(guests, uplink, second);
  }

  /** Interface names as the kernel takes them, narrowed to what needs no quoting anywhere. */
  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > 15) {
      return false;
    }
    return name.chars().allMatch(c -> "abcdefghijklmnopqrstuvwxyz0123456789-.".indexOf(c) >= 0);
  }

  /**
   * The interfaces' names.
   *
   * @param uplinks one or two, the first line's first
   */
  public record Names(String guests, List<String> uplinks) {
    private static Names of(String guests, String uplink, String second) {
      return new Names(guests, second.isEmpty() ? List.of(uplink) : List.of(uplink, second));
    }
  }
}
