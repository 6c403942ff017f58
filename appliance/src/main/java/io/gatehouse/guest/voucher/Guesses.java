package io.gatehouse.guest.voucher;

import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.ServiceClock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down devices that try codes. Only well-formed codes that do not exist count; a slip of the
 * finger is told by the check symbol and counts against nobody.
 *
 * <p>What keeps guesses from succeeding is the size of the codes, since an attacker can change his
 * address at will. This keeps one device from hammering, and once the budget of all is spent it
 * makes everyone wait who has guessed wrong. A device that has not is always let through to the one
 * indexed look-up, so guests with a good code never pay for others.
 */
public final class Guesses {
  private static final Logger LOG = LoggerFactory.getLogger(Guesses.class);
  private static final long TELL_EVERY_MILLIS = 600_000;
  private static final int FREE_TRIES = 10;
  private static final long FIRST_WAIT_MILLIS = 5_000;
  private static final long LONGEST_WAIT_MILLIS = 3_600_000;

  /** A device that has been quiet for this long starts anew. */
  private static final long FORGET_MILLIS = 2 * LONGEST_WAIT_MILLIS;

  private static final int REMEMBERED = 4_096;
  private static final int BUDGET = 600;
  private static final long MILLIS_PER_GUESS = 1_000;

  private final ServiceClock clock;
  private final Map<Mac, Tries> devices =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Mac, Tries> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long budgetMillis = BUDGET * MILLIS_PER_GUESS;
  private long countedAt;
  private long toldAt;

  public Guesses(ServiceClock clock) {
    this.clock = clock;
    this.countedAt = clock.millis();
    this.toldAt = countedAt - TELL_EVERY_MILLIS;
  }

  private record Tries(int wrong, long last, long notBefore) {}

  /** How many seconds the device has to wait before a code of its is looked at; 0 = none. */
  public synchronized long secondsToWait(Mac device) {
    long now = clock.millis();
    Tries tries = devices.get(device);
    if (tries == null || now - tries.last > FORGET_MILLIS) {
      return 0;
    }
    refill(now);
    long wait = Math.max(tries.notBefore - now, 0);
    if (budgetMillis < MILLIS_PER_GUESS) {
      wait = Math.max(wait, MILLIS_PER_GUESS - budgetMillis);
    }
    return (wait + 999) / 1_000;
  }

  /** The device's code was well-formed and does not exist. */
  public synchronized void wrong(Mac device) {
    long now = clock.millis();
    refill(now);
    if (budgetMillis < MILLIS_PER_GUESS && now >= toldAt + TELL_EVERY_MILLIS) {
      toldAt = now;
      LOG.warn("codes are being guessed: the budget of {} wrong ones is spent", BUDGET);
    }
    budgetMillis = Math.max(budgetMillis - MILLIS_PER_GUESS, 0);
    Tries before = devices.get(device);
    int wrong = before == null || now - before.last > FORGET_MILLIS ? 1 : before.wrong + 1;
    long wait = 0;
    if (wrong >= FREE_TRIES) {
      int doublings = Math.min(wrong - FREE_TRIES, 20);
      wait = Math.min(FIRST_WAIT_MILLIS << doublings, LONGEST_WAIT_MILLIS);
    }
    devices.put(device, new Tries(wrong, now, now + wait));
  }

  /** Devices that have used up their free tries, with how many wrong codes they sent. */
  public synchronized Map<Mac, Integer> persistent() {
    long now = clock.millis();
    Map<Mac, Integer> persistent = new TreeMap<>();
    devices.forEach(
        (mac, tries) -> {
          if (tries.wrong >= FREE_TRIES && now - tries.last <= FORGET_MILLIS) {
            persistent.put(mac, tries.wrong);
          }
        });
    return persistent;
  }

  /** How many devices it keeps in mind. */
  synchronized int remembered() {
    return devices.size();
  }

  private void refill(long now) {
    budgetMillis = Math.min(budgetMillis + (now - countedAt), BUDGET * MILLIS_PER_GUESS);
    countedAt = now;
  }
}
