package io.gatehouse.network.uplink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kernel's IPv4 routes, as {@code /proc/net/route} lists them (proc(5)). */
final class RouteTable {
  private static final int UP = 0x1;

  private final Path file;

  RouteTable(Path file) {
    this.file = file;
  }

  /** True where a default route in use leads out of the device. */
  boolean leadsOut(String device) {
    return lines().stream()
        .map(line -> line.split("\\s+"))
        .anyMatch(
            f ->
                f.length > 7
                    && f[0].equals(device)
                    && f[1].equals("00000000")
                    && f[7].equals("00000000")
                    && (Integer.parseInt(f[3], 16) & UP) != 0);
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
