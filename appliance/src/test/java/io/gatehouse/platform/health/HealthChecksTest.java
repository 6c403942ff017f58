package io.gatehouse.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
  private static final Duration LIMIT = Duration.ofMillis(300);

  @Test
  void each_check_is_told_in_its_order() {
    List<HealthChecks.Result> results =
        new HealthChecks(
                List.of(
                    new Check("a", true, () -> Finding.good("fine")),
                    new Check("b", false, () -> Finding.bad("empty")),
                    new Check(
                        "c",
                        false,
                        () -> {
                          throw new IllegalStateException("broken pipe");
                        })),
                LIMIT)
            .look();
    assertThat(results).extracting(HealthChecks.Result::name).containsExactly("a", "b", "c");
    assertThat(results).extracting(HealthChecks.Result::ok).containsExactly(true, false, false);
    assertThat(results)
        .extracting(HealthChecks.Result::detail)
        .containsExactly("fine", "empty", "broken pipe");
  }

  @Test
  void a_check_that_hangs_is_bad_and_runs_only_once() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger started = new AtomicInteger();
    HealthChecks checks =
        new HealthChecks(
            List.of(
                new Check(
                    "slow",
                    true,
                    () -> {
                      started.incrementAndGet();
                      try {
                        never.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      return Finding.good("at last");
                    })),
            LIMIT);
    assertThat(checks.look().getFirst().detail()).isEqualTo("no answer within 300 ms");
    Thread.sleep(1_100);
    assertThat(checks.look().getFirst().ok()).isFalse();
    assertThat(started).hasValue(1);
    never.countDown();
  }

  @Test
  void asking_often_looks_once() {
    AtomicInteger looks = new AtomicInteger();
    HealthChecks checks =
        new HealthChecks(
            List.of(new Check("a", true, () -> Finding.good("" + looks.incrementAndGet()))), LIMIT);
    for (int i = 0; i < 100; i++) {
      checks.look();
    }
    assertThat(looks.get()).isBetween(1, 2);
  }
}
