package io.gatehouse.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockWatchTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path dir;
  private final TestBootClock boot = new TestBootClock();
  private Instant now = Instant.EPOCH;

  private void pass(Duration time) {
    boot.advanceMillis(time.toMillis());
    now = now.plus(time);
  }

  @Test
  void a_step_of_the_wall_clock_is_a_fact_and_moves_no_service_time() {
    try (Store store = Store.open(dir.resolve("box.db"))) {
      ServiceClock service = new ServiceClock(store, boot);
      WallClock wall = new WallClock(() -> now, NOON);
      Journal journal = new Journal(store, boot, service, wall);
      ClockWatch watch = new ClockWatch(store, journal, boot, wall);
      pass(Duration.ofSeconds(10));
      watch.look();
      assertThat(journal.after(0, 10)).isEmpty();
      now = NOON;
      watch.look();
      watch.look();
      pass(Duration.ofSeconds(10));
      now = now.minusSeconds(86_400);
      watch.look();
      assertThat(journal.after(0, 10))
          .extracting(Entry::json, Entry::serviceMillis)
          .containsExactly(
              tuple(
                  "{\"byMillis\":" + (NOON.toEpochMilli() - 10_000) + ",\"trusted\":true}",
                  10_000L),
              tuple("{\"byMillis\":-86400000,\"trusted\":false}", 20_000L));
    }
  }
}
