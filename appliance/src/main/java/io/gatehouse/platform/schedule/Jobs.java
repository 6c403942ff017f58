package io.gatehouse.platform.schedule;

import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the program does by itself. One thread looks who is due; each run has a virtual thread of
 * its own, and a job never runs twice at once. Add all jobs, then {@link #start}.
 */
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final long LONGEST_WAIT_MILLIS = 1_000;
  private static final long END_SECONDS = 10;

  private final Store store;
  private final BootClock boot;
  private final ServiceClock service;
  private final WallClock wall;
  private final ZoneId zone;
  private final List<Job> jobs = new CopyOnWriteArrayList<>();
  private final ExecutorService runs =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("job-", 0).factory());
  private volatile boolean closed;
  private Thread thread;

  /**
   * @param zone in which daily times are meant
   */
  public Jobs(Store store, BootClock boot, ServiceClock service, WallClock wall, ZoneId zone) {
    this.store = store;
    this.boot = boot;
    this.service = service;
    this.wall = wall;
    this.zone = zone;
  }

  /** Adds a job that runs each period of uptime, first after one period. */
  public void every(Duration period, String name, Runnable work) {
    add(name, new Periodic(boot, period), work);
  }

  /** Adds a job that runs once a day, by the wall clock if that is trusted. */
  public void daily(LocalTime at, String name, Runnable work) {
    add(name, new Daily(name, at, store, service, wall, zone), work);
  }

  /** All jobs, in the order they were added. */
  public List<JobView> list() {
    return jobs.stream().map(Job::view).toList();
  }

  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("the jobs run already");
    }
    thread = Thread.ofPlatform().daemon().name("jobs").start(this::loop);
  }

  /** Starts no more runs and waits up to 10 s for those under way. */
  @Override
  public void close() {
    closed = true;
    runs.shutdown();
    try {
      if (!runs.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("jobs still run after {} s: {}", END_SECONDS, stillRunning());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts whatever is due.
   *
   * @return milliseconds until it is worth looking again
   */
  long step() {
    long wait = LONGEST_WAIT_MILLIS;
    for (Job job : jobs) {
      if (job.timing().due() && job.begin()) {
        launch(job);
      }
      wait = Math.min(wait, job.timing().waitMillis());
    }
    return wait;
  }

  private void loop() {
    while (!closed) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(step()));
    }
  }

  private void launch(Job job) {
    try {
      runs.execute(job::run);
    } catch (RejectedExecutionException e) {
      LOG.debug("job {} was due as the program closed", job.name());
    }
  }

  private void add(String name, Timing timing, Runnable work) {
    if (jobs.stream().anyMatch(job -> job.name().equals(name))) {
      throw new IllegalArgumentException("two jobs are called " + name);
    }
    jobs.add(new Job(name, timing, work, boot, service));
  }

  private List<String> stillRunning() {
    return list().stream().filter(JobView::running).map(JobView::name).toList();
  }
}
