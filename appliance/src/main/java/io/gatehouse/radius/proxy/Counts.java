package io.gatehouse.radius.proxy;

import io.gatehouse.radius.packet.Refusal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened, counted by the RADIUS thread and read by any. */
public final class Counts {
  /** What is counted besides what was dropped. */
  public enum Event {
    REQUESTS,
    DUPLICATES,
    FORWARDED,
    RETRANSMITTED,
    MOVED,
    REPLIES,
    ANSWERED,
    LOCAL,
    STATUS,
    OUTAGE_REJECTED,
    OUTAGE_ADMITTED,
    REJECTED_REALM
  }

  private final Map<Refusal, LongAdder> refusals = zeros(Refusal.class);
  private final Map<Dropped, LongAdder> dropped = zeros(Dropped.class);
  private final Map<Event, LongAdder> events = zeros(Event.class);

  private static <E extends Enum<E>> Map<E, LongAdder> zeros(Class<E> type) {
    Map<E, LongAdder> all = new EnumMap<>(type);
    for (E key : type.getEnumConstants()) {
      all.put(key, new LongAdder());
    }
    return all;
  }

  void count(Refusal refusal) {
    refusals.get(refusal).increment();
  }

  void count(Dropped reason) {
    dropped.get(reason).increment();
  }

  void count(Event event) {
    events.get(event).increment();
  }

  public long of(Event event) {
    return events.get(event).sum();
  }

  /** How many datagrams were dropped, by the reason's word; {@link Refusal#NONE} has none. */
  public Map<String, Long> reasons() {
    Map<String, Long> all = new TreeMap<>();
    refusals.forEach((reason, count) -> all.put(reason.label(), count.sum()));
    dropped.forEach((reason, count) -> all.put(reason.label(), count.sum()));
    all.remove(Refusal.NONE.label());
    return all;
  }

  /** Each event by its word. */
  public Map<String, Long> events() {
    Map<String, Long> all = new TreeMap<>();
    events.forEach((event, count) -> all.put(event.name().toLowerCase(Locale.ROOT), count.sum()));
    return all;
  }
}
