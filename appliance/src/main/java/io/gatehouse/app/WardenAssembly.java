package io.gatehouse.app;

import io.gatehouse.platform.log.LogSetup;
import io.gatehouse.platform.units.Supervision;
import io.gatehouse.platform.units.Units;
import io.gatehouse.warden.rollout.Places;
import io.gatehouse.warden.server.WardenServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The warden's process: root, no network socket, one Unix socket for the edge. */
final class WardenAssembly {
  private static final String EDGE_USER = "gatehouse";

  private WardenAssembly() {}

  /** Serves until the process is ended. */
  static void run() throws IOException, InterruptedException {
    LogSetup.install();
    try (WardenServer server =
        new WardenServer(
            Places.ofBox(),
            edge(),
            Units.ofMachine(System.getenv()),
            Supervision.of(System.getenv()))) {
      server.start();
      server.await();
    }
  }

  /** Who may call, read from the passwd file: asking the name service would need the network. */
  private static WardenServer.Edge edge() throws IOException {
    for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
      String[] fields = line.split(":", -1);
      if (fields.length > 3 && fields[0].equals(EDGE_USER)) {
        return new WardenServer.Edge(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
      }
    }
    throw new IllegalStateException(
        "no user " + EDGE_USER + " on this machine; the package makes it: systemd-sysusers");
  }
}
