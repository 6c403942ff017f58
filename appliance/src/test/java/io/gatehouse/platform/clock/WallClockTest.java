package io.gatehouse.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WallClockTest {
  private static final Instant BUILT = Instant.parse("2026-11-20T00:00:00Z");

  @TempDir Path dir;
  private Store store;
  private Instant now = BUILT.plus(Duration.ofDays(100));

  @BeforeEach
  void open() {
    store = Store.open(dir.resolve("box.db"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private WallClock started() {
    return WallClock.of(store, () -> now, BUILT);
  }

  private void keep(WallClock clock) {
    store.write(
        tx -> {
          clock.keep(tx);
          return null;
        });
  }

  @Test
  void a_clock_before_the_build_is_untrusted() {
    now = Instant.EPOCH;
    assertThat(started().trusted()).isFalse();
    now = BUILT;
    assertThat(started().trusted()).isTrue();
  }

  @Test
  void a_clock_before_the_newest_kept_time_is_untrusted_also_after_a_restart() {
    WallClock clock = started();
    keep(clock);
    now = now.minusSeconds(50);
    assertThat(clock.trusted()).as("nudged back").isTrue();
    now = now.minus(Duration.ofDays(1));
    assertThat(clock.trusted()).isFalse();
    assertThat(started().trusted()).isFalse();
    now = now.plus(Duration.ofDays(1));
    assertThat(started().trusted()).isTrue();
  }

  @Test
  void an_untrusted_time_is_never_kept() {
    keep(started());
    now = Instant.EPOCH;
    keep(started());
    assertThat(started().trusted()).isFalse();
    now = BUILT.plus(Duration.ofDays(30_000));
    WallClock absurd = started();
    assertThat(absurd.trusted()).isFalse();
    keep(absurd);
    now = BUILT.plus(Duration.ofDays(101));
    assertThat(started().trusted()).isTrue();
  }
}
