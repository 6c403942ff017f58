package io.gatehouse.console.network;

import io.gatehouse.network.rollout.Change;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The change that is being brought to the box, on a thread of its own: whoever asked for it may
 * lose the way to the box by it, and has to have a page that says so before that.
 */
final class Applying {
  /** Enough for a change that is refused, or that disturbs no daemon. */
  private static final Duration SOON = Duration.ofMillis(700);

  private CompletableFuture<Change> work = CompletableFuture.completedFuture(null);

  /** True while a change is on its way; what waits to be confirmed is not. */
  synchronized boolean running() {
    return !work.isDone();
  }

  /**
   * Begins, and waits a moment for what is soon known.
   *
   * @return what became of it; empty while it is still on its way, or another one is
   * @throws IllegalStateException with what broke
   */
  Optional<Change> begin(Supplier<Change> change) {
    CompletableFuture<Change> begun;
    synchronized (this) {
      if (!work.isDone()) {
        return Optional.empty();
      }
      begun =
          CompletableFuture.supplyAsync(
              change, run -> Thread.ofVirtual().name("apply-settings").start(run));
      work = begun;
    }
    try {
      return Optional.of(begun.get(SOON.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException onItsWay) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a change of the settings broke", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What became of the last one; empty while it is on its way, before there was one, or broken. */
  synchronized Optional<Change> last() {
    return work.isDone() && !work.isCompletedExceptionally()
        ? Optional.ofNullable(work.join())
        : Optional.empty();
  }
}
