package io.gatehouse.platform.schedule;

import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ServiceClock;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job and what became of its runs. */
final class Job {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  private final String name;
  private final Timing timing;
  private final Runnable work;
  private final BootClock boot;
  private final ServiceClock service;
  private boolean running;
  private long runs;
  private long failures;
  private long skipped;
  private OptionalLong lastStart = OptionalLong.empty();
  private Duration lastTook = Duration.ZERO;
  private String lastResult = "";

  Job(String name, Timing timing, Runnable work, BootClock boot, ServiceClock service) {
    this.name = name;
    this.timing = timing;
    this.work = work;
    this.boot = boot;
    this.service = service;
  }

  String name() {
    return name;
  }

  Timing timing() {
    return timing;
  }

  /** Takes the one place there is for a run; false where it is taken. */
  synchronized boolean begin() {
    if (running) {
      skipped++;
      return false;
    }
    running = true;
    lastStart = OptionalLong.of(service.millis());
    return true;
  }

  /** Runs to the end. The edge of what the work may throw: a job that failed runs again. */
  void run() {
    long start = boot.uptimeMillis();
    String result = "ok";
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      result = e.toString();
      LOG.error("job {} failed and will run again", name, e);
    }
    end(Duration.ofMillis(boot.uptimeMillis() - start), result);
  }

  private synchronized void end(Duration took, String result) {
    running = false;
    runs++;
    if (!result.equals("ok")) {
      failures++;
    }
    lastTook = took;
    lastResult = result;
  }

  synchronized JobView view() {
    return new JobView(
        name, timing.text(), running, runs, failures, skipped, lastStart, lastTook, lastResult);
  }
}
