package io.gatehouse.lab.net;

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
public final class Forwards {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int TRIES = 5;
  private final Site site;

  public Forwards(Site site) {
    this.site = site;
  }

  public int open(String node, String address, int port) {
    for (int tries = 0; tries < TRIES; tries++) {
      int local = freePort();
      if (opened(local, node, address, port)) {
        return local;
      }
    }
    throw new LabException("no port could be opened on the machine's loopback");
  }

  /** False where another program took the port after we had found it free. */
  private boolean opened(int local, String node, String address, int port) {
    String socket = "/run/forward-" + local;
    site.daemon(
        node,
        "forward.log",
        List.of("socat", "UNIX-LISTEN:" + socket + ",fork", "TCP:" + address + ":" + port));
    long listener =
        site.daemonOnTheMachine(
            "forward.log",
            List.of(
                "socat",
                "TCP-LISTEN:" + local + ",bind=127.0.0.1,fork,reuseaddr",
                "UNIX-CONNECT:" + socket));
    Path alive = site.inside("/proc/" + listener);
    Waiting.until(
        LIMIT,
        "the forwarded port " + local,
        () -> !Files.exists(alive) || (Files.exists(site.inside(socket)) && isOpen(local)));
    return Files.exists(alive);
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
