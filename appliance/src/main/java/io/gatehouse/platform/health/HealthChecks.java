package io.gatehouse.platform.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * All checks of a process. They run side by side, each within a limit, and at most once a second
 * however often one asks.
 */
public final class HealthChecks {
  private static final Executor THREADS = look -> Thread.ofVirtual().name("health").start(look);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final List<Running> checks;
  private final Duration limit;
  private List<Result> last = List.of();
  private long lastNanos;

  public HealthChecks(List<Check> checks, Duration limit) {
    this.checks = checks.stream().map(Running::new).toList();
    this.limit = limit;
  }

  /**
   * What one check found.
   *
   * @param millis how long it took
   */
  public record Result(String name, boolean vital, boolean ok, String detail, long millis) {}

  /** Results in the order of the checks. Blocks for at most the limit. */
  public synchronized List<Result> look() {
    long now = System.nanoTime();
    if (last.isEmpty() || now - lastNanos > FRESH.toNanos()) {
      List<CompletableFuture<Result>> under = new ArrayList<>();
      checks.forEach(check -> under.add(check.start(limit)));
      last = under.stream().map(CompletableFuture::join).toList();
      lastNanos = System.nanoTime();
    }
    return last;
  }

  /** A check that hangs is left hanging and not started again, so threads do not pile up. */
  private static final class Running {
    private final Check check;
    private final AtomicReference<CompletableFuture<Finding>> under = new AtomicReference<>();

    Running(Check check) {
      this.check = check;
    }

    CompletableFuture<Result> start(Duration limit) {
      long start = System.nanoTime();
      CompletableFuture<Finding> look =
          under.updateAndGet(
              old ->
                  old != null && !old.isDone()
                      ? old
                      : CompletableFuture.supplyAsync(check.look(), THREADS));
      return look.copy()
          .completeOnTimeout(
              Finding.bad("no answer within " + limit.toMillis() + " ms"),
              limit.toMillis(),
              TimeUnit.MILLISECONDS)
          .exceptionally(Running::broken)
          .thenApply(found -> result(found, start));
    }

    private static Finding broken(Throwable failure) {
      Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
      return Finding.bad(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    private Result result(Finding found, long start) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      return new Result(check.name(), check.vital(), found.ok(), found.detail(), millis);
    }
  }
}
