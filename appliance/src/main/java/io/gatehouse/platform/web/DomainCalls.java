package io.gatehouse.platform.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one door from event loops to the domain, whose methods block. Each call gets a virtual thread
 * of its own; the answer comes back on the caller's event loop. A virtual-thread verticle would run
 * them one after the other, which made commit groups of one.
 */
public final class DomainCalls implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("domain-", 0).factory());
  private final Vertx vertx;
  private final Semaphore places;
  private final LongAdder turnedAway = new LongAdder();

  /**
   * @param most calls that may run at once; more are turned away so that memory stays bounded
   */
  public DomainCalls(Vertx vertx, int most) {
    this.vertx = vertx;
    this.places = new Semaphore(most);
  }

  /**
   * Runs the call off the event loop. Fails with {@link Busy} when too many calls are under way.
   */
  public <T> Future<T> call(Callable<T> call) {
    if (!places.tryAcquire()) {
      turnedAway.increment();
      return Future.failedFuture(new Busy());
    }
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    threads.execute(
        () -> {
          try {
            T value = call.call();
            context.runOnContext(done -> promise.complete(value));
          } catch (Throwable failure) {
            context.runOnContext(done -> promise.fail(failure));
          } finally {
            places.release();
          }
        });
    return promise.future();
  }

  /** How many calls were refused since the start. */
  public long turnedAway() {
    return turnedAway.sum();
  }

  @Override
  public void close() {
    threads.close();
  }

  /** All places are taken; the caller may try again in a moment. */
  public static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy() {
      super("too many requests at once, try again in a moment", null, false, false);
    }
  }
}
