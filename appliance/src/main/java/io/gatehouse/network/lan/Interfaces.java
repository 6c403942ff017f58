package io.gatehouse.network.lan;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.uplink.Line;
import io.gatehouse.network.uplink.Uplink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The machine's network interfaces as the kernel has them, and what the box uses each for. */
public final class Interfaces {
  private final Path devices;
  private final Supplier<Settings> settings;

  /**
   * @param devices the kernel's folder of them, {@code /sys/class/net}
   */
  public Interfaces(Path devices, Supplier<Settings> settings) {
    this.devices = devices;
    this.settings = settings;
  }

  /**
   * One of them.
   *
   * @param use {@code uplink}, {@code second}, {@code guests}, {@code management}, {@code radio},
   *     or empty where the box does not use it
   * @param bridge that it is a port of; empty where of none
   * @param mac empty where it has none
   * @param state as the kernel says: {@code up}, {@code down}, {@code lowerlayerdown}, ...
   * @param addresses with their prefixes
   */
  public record Interface(
      String name,
      String use,
      String bridge,
      String mac,
      int mtu,
      String state,
      List<String> addresses,
      long receivedBytes,
      long sentBytes) {}

  /** All but the loopback, by name. */
  public List<Interface> list() {
    try (Stream<Path> all = Files.list(devices)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !name.equals("lo") && Files.isDirectory(devices.resolve(name)))
          .sorted(Comparator.naturalOrder())
          .map(this::look)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + devices, e);
    }
  }

  private Interface look(String name) {
    String bridge = bridge(name);
    return new Interface(
        name,
        use(name, bridge),
        bridge,
        text(name, "address"),
        (int) number(name, "mtu"),
        text(name, "operstate"),
        addresses(name),
        number(name, "statistics/rx_bytes"),
        number(name, "statistics/tx_bytes"));
  }

  private String bridge(String name) {
    try {
      return devices.resolve(name).resolve("master").toRealPath().getFileName().toString();
    } catch (IOException none) {
      // It is nobody's port.
      return "";
    }
  }

  private String use(String name, String bridge) {
    Settings now = settings.get();
    Uplink uplink = now.uplink();
    if (name.equals(uplink.device()) || wireOf(uplink.first(), name)) {
      return "uplink";
    }
    if (name.equals(uplink.secondDevice()) || wireOf(uplink.second(), name)) {
      return "second";
    }
    String radio = now.wifi().radio();
    if (name.equals(radio) || name.startsWith(radio + "_")) {
      return "radio";
    }
    String side = bridge.isEmpty() ? name : bridge;
    if (side.equals(now.guest().bridge())) {
      return "guests";
    }
    return side.equals(now.management().bridge()) ? "management" : "";
  }

  private static boolean wireOf(Line line, String name) {
    return name.equals(line.device()) || name.equals(line.carrier());
  }

  private static List<String> addresses(String name) {
    List<String> addresses = new ArrayList<>();
    try {
      NetworkInterface device = NetworkInterface.getByName(name);
      if (device != null) {
        for (InterfaceAddress one : device.getInterfaceAddresses()) {
          addresses.add(
              one.getAddress().getHostAddress().replaceFirst("%.*", "")
                  + "/"
                  + one.getNetworkPrefixLength());
        }
      }
    } catch (SocketException e) {
      throw new UncheckedIOException("cannot look at " + name, e);
    }
    return addresses;
  }

  private long number(String name, String file) {
    return Optional.of(text(name, file)).filter(t -> !t.isEmpty()).map(Long::parseLong).orElse(0L);
  }

  private String text(String name, String file) {
    try {
      return Files.readString(devices.resolve(name).resolve(file)).strip();
    } catch (IOException gone) {
      // It went while it was looked at.
      return "";
    }
  }
}
