package io.gatehouse.platform.log;

import io.gatehouse.platform.clock.BootClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many lines each source may write: {@value #BURST} at once and one more every 2 s. So a
 * million hostile requests leave some dozens of lines and a count of the others, and a noisy source
 * cannot hide a quiet one. Not safe for several threads.
 */
final class LogAllowance {
  static final int BURST = 30;
  static final long REFILL_MILLIS = 2_000;
  static final long TELL_MILLIS = 60_000;

  private final BootClock boot;
  private final Map<String, Source> sources = new HashMap<>();
  private long toldMillis;

  LogAllowance(BootClock boot) {
    this.boot = boot;
    this.toldMillis = boot.uptimeMillis();
  }

  /** Lines of a source that were not written. */
  record Silence(String source, long lines) {}

  private static final class Source {
    private long fullAtMillis;
    private long silenced;
  }

  /**
   * True where the source may write a line now.
   *
   * @param source from the program's text, never from a request: sources are kept for good
   */
  boolean takes(String source) {
    Source known = sources.computeIfAbsent(source, name -> new Source());
    long now = boot.uptimeMillis();
    long fullAt = Math.max(known.fullAtMillis, now) + REFILL_MILLIS;
    if (fullAt - now > BURST * REFILL_MILLIS) {
      known.silenced++;
      return false;
    }
    known.fullAtMillis = fullAt;
    return true;
  }

  /** What was silenced, told once and at most each minute. */
  List<Silence> silences() {
    long now = boot.uptimeMillis();
    if (now - toldMillis < TELL_MILLIS) {
      return List.of();
    }
    toldMillis = now;
    return allSilences();
  }

  /** What was silenced and not told yet. */
  List<Silence> allSilences() {
    List<Silence> all = new ArrayList<>();
    sources.forEach(
        (name, source) -> {
          if (source.silenced > 0) {
            all.add(new Silence(name, source.silenced));
            source.silenced = 0;
          }
        });
    return all;
  }
}
