package io.gatehouse.warden.server;

import io.gatehouse.platform.units.Supervision;
import io.gatehouse.platform.units.SystemctlUnits;
import io.gatehouse.warden.rollout.Places;
import java.nio.file.Path;

/** A warden as a process of its own, for tests that run it inside a lab's box. */
public final class WardenProcess {
  private WardenProcess() {}

  public static void main(String[] args) throws Exception {
    Places places =
        new Places(
            Path.of(args[0]),
            Path.of(args[1]),
            Path.of(args[2]),
            Path.of(args[3]),
            Path.of("/var/lib/gatehouse-rollout"),
            Path.of(args[3]).resolveSibling("rollout"));
    int user = Integer.parseInt(args[4]);
    try (WardenServer server =
        new WardenServer(
            places,
            new WardenServer.Edge(user, user),
            new SystemctlUnits(),
            Supervision.of(System.getenv()))) {
      server.start();
      server.await();
    }
  }
}
