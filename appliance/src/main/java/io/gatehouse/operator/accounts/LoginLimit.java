package io.gatehouse.operator.accounts;

import io.gatehouse.platform.clock.BootClock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing down. After some wrong passwords from one address each further one makes it wait
 * twice as long; after many from anywhere, everyone waits a little, except addresses from which
 * somebody signed in lately. Nobody is ever locked out for good.
 */
final class LoginLimit {
  private static final int MOST_ADDRESSES = 4_096;
  private static final long FORGET_MILLIS = 3_600_000;
  private static final Pace ADDRESS = new Pace(5, 900_000);
  private static final Pace EVERYONE = new Pace(30, 8_000);

  private final BootClock clock;
  private final Tries everyone = new Tries();
  private final Map<String, Tries> addresses = lately();
  private final Map<String, Long> trusted = lately();

  LoginLimit(BootClock clock) {
    this.clock = clock;
  }

  /**
   * @param free wrong passwords that cost nothing
   */
  private record Pace(int free, long longestMillis) {
    long delay(int failures) {
      int over = Math.min(failures - free, 30);
      return over <= 0 ? 0 : Math.min(1_000L << (over - 1), longestMillis);
    }
  }

  private static final class Tries {
    private int failures;
    private long last;
    private long until;

    void fail(long now, Pace pace) {
      failures = now - last > FORGET_MILLIS ? 1 : failures + 1;
      last = now;
      until = now + pace.delay(failures);
    }
  }

  private static <V> Map<String, V> lately() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST_ADDRESSES;
      }
    };
  }

  /** Seconds to wait before the next try from here; 0 = go on. */
  synchronized long secondsToWait(String address) {
    long now = clock.uptimeMillis();
    Tries tries = addresses.get(address);
    long until = tries == null ? 0 : tries.until;
    Long since = trusted.get(address);
    if (since == null || now - since > FORGET_MILLIS * 24) {
      until = Math.max(until, everyone.until);
    }
    return Math.max(0, (until - now + 999) / 1_000);
  }

  synchronized void failed(String address) {
    long now = clock.uptimeMillis();
    addresses.computeIfAbsent(address, fresh -> new Tries()).fail(now, ADDRESS);
    everyone.fail(now, EVERYONE);
  }

  synchronized void succeeded(String address) {
    addresses.remove(address);
    trusted.put(address, clock.uptimeMillis());
  }
}
