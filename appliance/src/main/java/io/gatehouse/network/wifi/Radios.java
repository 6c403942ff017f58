package io.gatehouse.network.wifi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The wireless interfaces that the kernel has. */
public final class Radios {
  private final Path devices;

  public Radios() {
    this(Path.of("/sys/class/net"));
  }

  /**
   * @param devices a folder with one folder for each network interface; wireless ones have {@code
   *     phy80211} in theirs
   */
  Radios(Path devices) {
    this.devices = devices;
  }

  /** Their names, in order; none on a box that has no radio. */
  public List<String> present() {
    try (Stream<Path> all = Files.list(devices)) {
      return all.filter(device -> Files.exists(device.resolve("phy80211")))
          .map(device -> device.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(devices.toString(), e);
    }
  }
}
