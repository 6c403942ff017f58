package io.gatehouse.operator.diagnostics;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.process.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A guest's device made for the moment: a network namespace of its own, wired to a port of the
 * guest bridge like any other guest. Needs root. Everything is taken away at {@link #close}, and
 * also when the program is interrupted.
 */
final class GuestPlace implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration DHCP_LIMIT = Duration.ofSeconds(15);

  /** Run by the DHCP client with the lease in its environment; notes it and puts it to use. */
  private static final String DHCP_EVENT =
      """
      #!/bin/sh
      [ "$1" = bound ] || exit 0
      ip addr add "$ip/${mask:-24}" dev "$interface"
      [ -z "$router" ] || ip route add default via "${router%% *}"
      printf '%s\\n%s\\n%s\\n%s\\n' "$ip" "$router" "$dns" "$lease" > "${0%/*}/lease"
      """;

  private final String name;
  private final String port;
  private final Path folder;
  private final Thread onInterrupt = new Thread(this::remove, "doctor-clean-up");

  private GuestPlace(String name, String port, Path folder) {
    this.name = name;
    this.port = port;
    this.folder = folder;
  }

  /** What DHCP gave. The lists are as the server sent them. */
  record Lease(Ipv4 ip, Ipv4 router, Ipv4 resolver, String seconds) {}

  /** Wires a device to the bridge; its DHCP has not been asked yet. */
  static GuestPlace on(String bridge) {
    long pid = ProcessHandle.current().pid();
    GuestPlace place = new GuestPlace("doctor-" + pid, "dr" + pid, temporary());
    Runtime.getRuntime().addShutdownHook(place.onInterrupt);
    try {
      place.wire(bridge);
      return place;
    } catch (CommandFailed e) {
      place.close();
      throw e;
    }
  }

  private void wire(String bridge) {
    String mac = "02:d0:c7:%02x:%02x:%02x".formatted(octet(16), octet(8), octet(0));
    ip("netns", "add", name);
    ip("link", "add", port, "type", "veth", "peer", "name", "eth0", "address", mac, "netns", name);
    ip("link", "set", port, "master", bridge, "up");
    ip("link", "set", port, "type", "bridge_slave", "isolated", "on");
    ip("-n", name, "link", "set", "lo", "up");
    ip("-n", name, "link", "set", "eth0", "up");
  }

  private static long octet(int shift) {
    return ProcessHandle.current().pid() >> shift & 0xff;
  }

  private static Path temporary() {
    try {
      Path folder =
          Files.createTempDirectory(
              "gatehouse-doctor-",
              PosixFilePermissions.asFileAttribute(
                  Set.copyOf(PosixFilePermissions.fromString("rwx------"))));
      Path script = Files.writeString(folder.resolve("dhcp-event"), DHCP_EVENT);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }

  private static void ip(String... argv) {
    List<String> all = new ArrayList<>(List.of("ip"));
    all.addAll(List.of(argv));
    new Command(LIMIT, all).must();
  }

  /** Asks for an address with a real DHCP client. Empty where none came. */
  Optional<Lease> lease() {
    Command.Outcome outcome =
        inside(
            DHCP_LIMIT,
            List.of(
                "busybox",
                "udhcpc",
                "-f",
                "-q",
                "-n",
                "-i",
                "eth0",
                "-t",
                "5",
                "-T",
                "2",
                "-s",
                folder.resolve("dhcp-event").toString()));
    Path note = folder.resolve("lease");
    if (!outcome.ok() || !Files.exists(note)) {
      return Optional.empty();
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(note);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + note, e);
    }
    Optional<Ipv4> ip = first(lines, 0);
    Optional<Ipv4> router = first(lines, 1);
    Optional<Ipv4> resolver = first(lines, 2);
    return ip.isEmpty() || router.isEmpty() || resolver.isEmpty()
        ? Optional.empty()
        : Optional.of(new Lease(ip.get(), router.get(), resolver.get(), lines.get(3)));
  }

  private static Optional<Ipv4> first(List<String> lines, int index) {
    return index < lines.size() ? Ipv4.parse(lines.get(index).split(" ", 2)[0]) : Optional.empty();
  }

  /** Runs a tool as the guest's device. One that does not end in time counts as failed. */
  Command.Outcome inside(Duration limit, List<String> argv) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(argv);
    try {
      return new Command(limit, all).run();
    } catch (CommandFailed late) {
      return new Command.Outcome(all, 124, "", String.valueOf(late.getMessage()));
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException interrupted) {
      // The program is being ended, and the hook is cleaning up at this moment.
      return;
    }
    remove();
  }

  /** The port goes with its namespace, unless the namespace never came to be. */
  private void remove() {
    new Command(LIMIT, List.of("ip", "netns", "del", name)).run();
    new Command(LIMIT, List.of("ip", "link", "del", port)).run();
    for (String file : List.of("dhcp-event", "lease", "")) {
      folder.resolve(file).toFile().delete();
    }
  }
}
