package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The resolvers that the uplink's DHCP named, from files written as resolv.conf(5). */
public final class Resolvers {
  private final List<Path> files;

  /**
   * @param files the first one that names a resolver counts
   */
  public Resolvers(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /** Where systemd keeps what DHCP said, and where everything else does. */
  public static Resolvers ofSystem() {
    return new Resolvers(
        List.of(Path.of("/run/systemd/resolve/resolv.conf"), Path.of("/etc/resolv.conf")));
  }

  /** Addresses of other hosts; empty where nothing is known yet. */
  public List<Ipv4> named() {
    return files.stream()
        .map(Resolvers::read)
        .filter(l -> !l.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static List<Ipv4> read(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("nameserver "))
          .map(line -> Ipv4.parse(line.substring("nameserver ".length()).strip()))
          .flatMap(Optional::stream)
          .filter(address -> address.bits() >>> 24 != 127)
          .toList();
    } catch (IOException absent) {
      // Before the first DHCP answer there is no file, which is no trouble of its own.
      return List.of();
    }
  }
}
