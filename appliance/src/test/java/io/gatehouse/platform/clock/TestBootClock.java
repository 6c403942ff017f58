package io.gatehouse.platform.clock;

import java.util.concurrent.atomic.AtomicLong;

/** A boot clock that a test turns by hand. */
public final class TestBootClock implements BootClock {
  private final AtomicLong uptimeMillis = new AtomicLong(1_000);
  private volatile int boot = 1;

  public void advanceMillis(long millis) {
    uptimeMillis.addAndGet(millis);
  }

  public void advanceSeconds(long seconds) {
    advanceMillis(seconds * 1_000);
  }

  /** A restart of the kernel: uptime from 1 s again, under another boot id. */
  public synchronized void reboot() {
    boot++;
    uptimeMillis.set(1_000);
  }

  @Override
  public long uptimeMillis() {
    return uptimeMillis.get();
  }

  @Override
  public String bootId() {
    return "boot-" + boot;
  }
}
