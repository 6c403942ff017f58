package io.gatehouse.sync.door;

import io.gatehouse.sync.wire.Paths;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Calls of boxes that wait for news. They hold a connection and no thread. */
public final class Waiting {
  private final Vertx vertx;
  private final Map<String, List<One>> byBox = new ConcurrentHashMap<>();

  public Waiting(Vertx vertx) {
    this.vertx = vertx;
  }

  private record One(BooleanSupplier first, Runnable answer) {
    void end() {
      if (first.getAsBoolean()) {
        answer.run();
      }
    }
  }

  /**
   * @param first true for the one who is to answer
   * @param answer answers, on any thread
   */
  void add(String box, RoutingContext ctx, BooleanSupplier first, Runnable answer) {
    One one = new One(first, answer);
    List<One> ofBox = byBox.computeIfAbsent(box, _ -> new CopyOnWriteArrayList<>());
    ofBox.add(one);
    long timer =
        vertx.setTimer(
            Duration.ofSeconds(Paths.WAIT_SECONDS).toMillis(),
            over -> {
              ofBox.remove(one);
              one.end();
            });
    ctx.addEndHandler(
        ended -> {
          vertx.cancelTimer(timer);
          ofBox.remove(one);
        });
  }

  /** There is something new for a box. */
  public void news(String box) {
    byBox.getOrDefault(box, List.of()).forEach(one -> vertx.runOnContext(now -> one.end()));
  }
}
