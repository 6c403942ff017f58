package io.gatehouse.sync.door;

import io.gatehouse.platform.clock.BootClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How often somebody may come with a claim that is not good: claims have 50 random bits, and this
 * keeps a guesser from trying many. Counted by address and in all, as a guesser may have many
 * addresses.
 */
final class Knocks {
  static final int SECONDS = 60;
  private static final int EACH = 10;
  private static final int ALL = 200;

  private final BootClock boot;
  private final Deque<Knock> lately = new ArrayDeque<>();
  private final Map<String, Integer> byAddress = new HashMap<>();

  private record Knock(long at, String address) {}

  Knocks(BootClock boot) {
    this.boot = boot;
  }

  synchronized boolean tooMany(String address) {
    forget();
    return lately.size() >= ALL || byAddress.getOrDefault(address, 0) >= EACH;
  }

  synchronized void wrong(String address) {
    forget();
    lately.add(new Knock(boot.uptimeMillis(), address));
    byAddress.merge(address, 1, Integer::sum);
  }

  private void forget() {
    long until = boot.uptimeMillis() - SECONDS * 1_000L;
    while (!lately.isEmpty() && lately.getFirst().at <= until) {
      String address = lately.removeFirst().address;
      byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
  }
}
