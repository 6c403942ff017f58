package io.gatehouse.platform.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final LocalTime TWO = LocalTime.of(2, 0);

  @TempDir Path dir;
  private final TestBootClock boot = new TestBootClock();
  private final AtomicInteger runs = new AtomicInteger();
  private Instant now = NOON;
  private Store store;
  private Jobs jobs;

  @BeforeEach
  void start() {
    store = Store.open(dir.resolve("box.db"));
    ServiceClock service = new ServiceClock(store, boot);
    jobs = new Jobs(store, boot, service, new WallClock(() -> now, NOON), ZoneOffset.UTC);
  }

  @AfterEach
  void stop() {
    jobs.close();
    store.close();
  }

  private void pass(Duration time) {
    boot.advanceMillis(time.toMillis());
    now = now.plus(time);
    jobs.step();
    while (jobs.list().stream().anyMatch(JobView::running)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_job_runs_each_period_and_missed_times_are_one() {
    jobs.every(Duration.ofMinutes(1), "expiry", runs::incrementAndGet);
    pass(Duration.ofSeconds(59));
    assertThat(runs).hasValue(0);
    pass(Duration.ofSeconds(1));
    assertThat(runs).hasValue(1);
    pass(Duration.ofSeconds(210));
    assertThat(runs).hasValue(2);
    pass(Duration.ofSeconds(30));
    assertThat(runs).hasValue(3);
    assertThat(jobs.list())
        .singleElement()
        .satisfies(
            view -> {
              assertThat(view.name()).isEqualTo("expiry");
              assertThat(view.when()).isEqualTo("every 1m");
              assertThat(view.runs()).isEqualTo(3);
              assertThat(view.lastResult()).isEqualTo("ok");
              assertThat(view.lastStartServiceMillis()).hasValue(300_000);
            });
  }

  @Test
  void a_job_that_throws_is_recorded_and_runs_again() {
    jobs.every(
        Duration.ofSeconds(10),
        "shaky",
        () -> {
          if (runs.incrementAndGet() == 1) {
            throw new IllegalStateException("no luck");
          }
        });
    pass(Duration.ofSeconds(10));
    assertThat(jobs.list().getFirst().lastResult()).contains("no luck");
    pass(Duration.ofSeconds(10));
    assertThat(jobs.list().getFirst())
        .matches(view -> view.runs() == 2 && view.failures() == 1)
        .matches(view -> view.lastResult().equals("ok"));
  }

  @Test
  void a_job_that_still_runs_is_not_started_again() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    jobs.every(
        Duration.ofSeconds(1),
        "slow",
        () -> {
          runs.incrementAndGet();
          inside.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    boot.advanceSeconds(1);
    jobs.step();
    inside.await();
    boot.advanceSeconds(1);
    jobs.step();
    assertThat(jobs.list().getFirst()).matches(view -> view.running() && view.skipped() == 1);
    go.countDown();
    pass(Duration.ZERO);
    assertThat(runs).hasValue(1);
  }

  @Test
  void a_daily_job_runs_at_its_time_by_a_trusted_clock() {
    jobs.daily(TWO, "clean-up", runs::incrementAndGet);
    pass(Duration.ofHours(13).plusMinutes(59));
    assertThat(runs).hasValue(0);
    pass(Duration.ofMinutes(1));
    assertThat(runs).hasValue(1);
    pass(Duration.ofHours(23));
    assertThat(runs).hasValue(1);
    pass(Duration.ofHours(1));
    assertThat(runs).hasValue(2);
  }

  @Test
  void a_box_that_was_off_at_the_time_catches_up_after_its_next_start() {
    jobs.daily(TWO, "clean-up", runs::incrementAndGet);
    jobs.close();
    store.close();
    boot.reboot();
    now = now.plus(Duration.ofHours(20));
    start();
    jobs.daily(TWO, "clean-up", runs::incrementAndGet);
    pass(Duration.ofSeconds(1));
    assertThat(runs).hasValue(1);
    pass(Duration.ofSeconds(1));
    assertThat(runs).hasValue(1);
  }

  @Test
  void a_daily_job_falls_back_to_time_in_service_while_the_clock_is_untrusted() {
    now = Instant.EPOCH;
    jobs.daily(TWO, "clean-up", runs::incrementAndGet);
    pass(Duration.ofHours(23));
    assertThat(runs).hasValue(0);
    pass(Duration.ofHours(1));
    assertThat(runs).hasValue(1);
    now = NOON.plus(Duration.ofDays(1));
    pass(Duration.ofMinutes(1));
    assertThat(runs).as("getting the time is no reason to run").hasValue(1);
    pass(Duration.ofHours(15));
    assertThat(runs).hasValue(2);
  }

  @Test
  void a_clock_that_was_years_ahead_cannot_stop_a_daily_job() {
    jobs.daily(TWO, "clean-up", runs::incrementAndGet);
    now = now.plus(Duration.ofDays(4_000));
    pass(Duration.ofMinutes(1));
    assertThat(runs).hasValue(1);
    now = NOON;
    pass(Duration.ofHours(35));
    assertThat(runs).hasValue(1);
    pass(Duration.ofHours(1));
    assertThat(runs).hasValue(2);
  }

  @Test
  void started_jobs_run_by_themselves_until_closed() throws InterruptedException {
    CountDownLatch thrice = new CountDownLatch(3);
    jobs.every(Duration.ofMillis(1), "tick", thrice::countDown);
    Thread ticking =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (thrice.getCount() > 0) {
                    boot.advanceMillis(1);
                    Thread.onSpinWait();
                  }
                });
    jobs.start();
    thrice.await();
    ticking.join();
    assertThatThrownBy(jobs::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_timeout_below_two_intervals_is_refused_with_its_reason() {
    Duration interval = Duration.ofMinutes(5);
    assertThatThrownBy(() -> new StaleTimeout(interval, Duration.ofSeconds(599)))
        .hasMessageContaining("at least 600 s");
    StaleTimeout timeout = new StaleTimeout(interval, Duration.ofMinutes(10));
    assertThat(timeout.stale(0, 599_999)).isFalse();
    assertThat(timeout.stale(0, 600_000)).isTrue();
  }

  @Test
  void two_jobs_of_one_name_are_refused() {
    jobs.every(Duration.ofSeconds(1), "a", () -> {});
    assertThatThrownBy(() -> jobs.daily(TWO, "a", () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
