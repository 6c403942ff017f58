package io.gatehouse.lab.demo;

import io.gatehouse.lab.net.LabException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows one step after the other: what is done, what was seen, how long it took. */
final class Steps {
  private static final int WIDTH = 46;
  private final PrintStream out;
  private int number;

  Steps(PrintStream out) {
    this.out = out;
  }

  /**
   * @param look does the step and says in a few words what was seen; a {@link LabException} fails
   *     the whole demo
   */
  String step(String what, Callable<String> look) {
    number++;
    String line = "%3d  %s ".formatted(number, what);
    out.print(line);
    out.flush();
    long begun = System.nanoTime();
    CountDownLatch done = new CountDownLatch(1);
    int[] dots = {0};
    Thread progress = Thread.ofVirtual().start(() -> progress(done, dots));
    String seen;
    try {
      seen = look.call();
    } catch (RuntimeException e) {
      end(done, progress);
      out.println(" FAILED");
      throw e;
    } catch (Exception e) {
      end(done, progress);
      out.println(" FAILED");
      throw new LabException(what + ": " + e.getMessage(), e);
    }
    end(done, progress);
    double seconds = (System.nanoTime() - begun) / 1e9;
    int room = WIDTH - line.length() - dots[0];
    out.println("%s %s  (%.1f s)".formatted(" ".repeat(Math.max(0, room)), seen, seconds));
    return seen;
  }

  private void progress(CountDownLatch done, int[] dots) {
    try {
      while (!done.await(1, TimeUnit.SECONDS)) {
        out.print('.');
        out.flush();
        dots[0]++;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(CountDownLatch done, Thread progress) {
    done.countDown();
    try {
      progress.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Fails the step with what was seen instead. */
  static void require(boolean seen, String instead) {
    if (!seen) {
      throw new LabException("expected otherwise: " + instead);
    }
  }
}
