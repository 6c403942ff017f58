package io.gatehouse.warden.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Which interfaces face guests and uplink, as the firewall's own file says. The edge cannot name an
 * interface to the warden, so it cannot shape or bind addresses on another one.
 */
public final class Devices {
  private final Path file;

  public Devices(Path file) {
    this.file = file;
  }

  /** The two names; before anything was rendered, those of a factory box. */
  public Names read() {
    String guests = "br-guest";
    String uplink = "wan";
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
          default -> {}
        }
      }
    } catch (NoSuchFileException factory) {
      return new Names(guests, uplink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Names(guests, uplink);
  }

  /** Interface names as the kernel takes them, narrowed to what needs no quoting anywhere. */
  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > 15) {
      return false;
    }
    return name.chars().allMatch(c -> "abcdefghijklmnopqrstuvwxyz0123456789-.".indexOf(c) >= 0);
  }

  /** The interfaces' names. */
  public record Names(String guests, String uplink) {}
}
