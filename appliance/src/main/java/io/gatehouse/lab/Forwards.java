package io.gatehouse.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Ports on the machine's loopback that come out on a node. A Unix socket lies between, as those
 * cross network namespaces.
 */
final class Forwards {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private final Site site;

  Forwards(Site site) {
    this.site = site;
  }

  int open(String node, String address, int port) {
    int local = freePort();
    String socket = "/run/forward-" + local;
    site.daemon(
        node,
        "forward.log",
        List.of("socat", "UNIX-LISTEN:" + socket + ",fork", "TCP:" + address + ":" + port));
    site.daemonOnTheMachine(
        "forward.log",
        List.of(
            "socat",
            "TCP-LISTEN:" + local + ",bind=127.0.0.1,fork,reuseaddr",
            "UNIX-CONNECT:" + socket));
    Waiting.until(
        LIMIT,
        "the forwarded port " + local,
        () -> Files.exists(site.inside(socket)) && isOpen(local));
    return local;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks for a listener without connecting, as a connection would be passed on. */
  private static boolean isOpen(int port) {
    String hex = "0100007F:%04X 00000000:0000 0A".formatted(port);
    return LabState.read(Path.of("/proc/self/net/tcp")).contains(hex);
  }
}
