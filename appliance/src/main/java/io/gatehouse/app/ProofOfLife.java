package io.gatehouse.app;

import io.gatehouse.platform.schedule.Jobs;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.units.Supervision;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells the supervisor that edge or hub lives, each time after having seen it. */
record ProofOfLife(Supervision supervision, Vertx vertx, Store store) {
  private static final long LIMIT_SECONDS = 30;

  void on(Jobs jobs) {
    supervision.beat().ifPresent(beat -> jobs.every(beat, "supervision", this::prove));
  }

  /**
   * Event loop, jobs and the store's writer have answered: that is what guests and boxes need of
   * us.
   */
  private void prove() {
    Promise<Void> turn = Promise.promise();
    vertx.runOnContext(turn::complete);
    try {
      turn.future().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the event loop does not answer", e);
    }
    store.write(tx -> null);
    supervision.alive();
  }
}
