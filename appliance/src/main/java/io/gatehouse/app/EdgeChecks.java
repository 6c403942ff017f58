package io.gatehouse.app;

import io.gatehouse.operator.status.BoxStatus;
import io.gatehouse.operator.status.StatusBoard;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Check;
import io.gatehouse.platform.health.Finding;
import io.gatehouse.platform.health.HealthChecks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What {@code /health} looks at. */
final class EdgeChecks {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final long LEAST_FREE_BYTES = 32L << 20;

  private EdgeChecks() {}

  static HealthChecks of(
      ServiceClock service, StatusBoard board, WallClock wall, Path data, Path leases) {
    return new HealthChecks(
        List.of(
            new Check(
                "store",
                true,
                () -> {
                  service.keep();
                  return Finding.good("writes are durable");
                }),
            new Check(
                "warden",
                false,
                () -> {
                  String trouble = board.look().warden();
                  return trouble.isEmpty() ? Finding.good("answers") : Finding.bad(trouble);
                }),
            new Check(
                "leases",
                false,
                () ->
                    Files.isReadable(leases)
                        ? Finding.good("readable")
                        : Finding.bad("cannot read " + leases)),
            new Check(
                "pool",
                false,
                () -> {
                  BoxStatus status = board.look();
                  String use = status.leases() + " of " + status.pool() + " addresses are leased";
                  return status.poolAlarm() ? Finding.bad(use) : Finding.good(use);
                }),
            new Check(
                "clock",
                false,
                () ->
                    wall.trusted()
                        ? Finding.good(wall.now().toString())
                        : Finding.bad("the time of day is not known yet: " + wall.now())),
            new Check(
                "disk",
                true,
                () -> {
                  long free = data.toFile().getUsableSpace();
                  String detail = (free >> 20) + " MiB free in " + data;
                  return free >= LEAST_FREE_BYTES ? Finding.good(detail) : Finding.bad(detail);
                })),
        LIMIT);
  }
}
