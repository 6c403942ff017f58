package io.gatehouse.radius.proxy;

/**
 * The requests that the box knows, by who sent them and their id, and from the oldest to the
 * newest. Its size is bounded; the oldest answers make room.
 */
final class Exchanges {
  /** 350 bytes each, so at most about 11 MB. */
  static final int MOST = 32_768;

  private static final int BUCKETS = 1 << 15;

  private final Exchange[] buckets = new Exchange[BUCKETS];
  private Exchange oldest;
  private Exchange newest;
  private int size;

  /** RFC 5080 §2.2.2 wants 5 to 30 s. */
  static final long KEEP_NANOS = 10_000_000_000L;

  /** How long the box itself may think. */
  private static final long LOST_NANOS = 60_000_000_000L;

  static long key(Service service, int address, int port, int id) {
    return (address & 0xffff_ffffL) << 32
        | (long) (port & 0xffff) << 16
        | (long) service.number() << 8
        | id;
  }

  private static int bucket(long key) {
    long mixed = key * 0x9e37_79b9_7f4a_7c15L;
    return (int) (mixed >>> 49);
  }

  int size() {
    return size;
  }

  Exchange find(long key) {
    Exchange at = buckets[bucket(key)];
    while (at != null && at.key != key) {
      at = at.nextInBucket;
    }
    return at;
  }

  /** The one that would have to go next; null where there is none. */
  Exchange oldest() {
    return oldest;
  }

  /** Adds one whose key is not there. */
  void add(Exchange exchange) {
    int bucket = bucket(exchange.key);
    exchange.nextInBucket = buckets[bucket];
    buckets[bucket] = exchange;
    exchange.older = newest;
    if (newest == null) {
      oldest = exchange;
    } else {
      newest.newer = exchange;
    }
    newest = exchange;
    size++;
  }

  /** Forgets the answers that are old enough, and what nobody will answer any more. */
  void forget(long nowNanos) {
    while (oldest != null && !oldest.waits) {
      boolean answered = oldest.answer != null;
      long end = answered ? oldest.forgetNanos : oldest.arrivedNanos + LOST_NANOS;
      if (nowNanos - end < 0) {
        return;
      }
      remove(oldest);
    }
  }

  void remove(Exchange exchange) {
    int bucket = bucket(exchange.key);
    if (buckets[bucket] == exchange) {
      buckets[bucket] = exchange.nextInBucket;
    } else {
      Exchange at = buckets[bucket];
      while (at.nextInBucket != exchange) {
        at = at.nextInBucket;
      }
      at.nextInBucket = exchange.nextInBucket;
    }
    if (exchange.older == null) {
      oldest = exchange.newer;
    } else {
      exchange.older.newer = exchange.newer;
    }
    if (exchange.newer == null) {
      newest = exchange.older;
    } else {
      exchange.newer.older = exchange.older;
    }
    exchange.nextInBucket = null;
    exchange.older = null;
    exchange.newer = null;
    size--;
  }
}
