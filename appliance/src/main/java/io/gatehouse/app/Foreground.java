package io.gatehouse.app;

import java.util.concurrent.CountDownLatch;

/** A role of the program that runs until it is told to stop. */
final class Foreground {
  private Foreground() {}

  /** Opens the ways in; may wait for what they stand on. */
  interface Start {
    void run() throws InterruptedException;
  }

  /** Returns once the role is closed, which the end of the program does. */
  static int run(Start start, Runnable close) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  close.run();
                  stopped.countDown();
                },
                "stop"));
    start.run();
    stopped.await();
    return 0;
  }
}
