package io.gatehouse.radius.door;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What was answered lately, for retransmissions (RFC 5080 §2.2.2): the same id and authenticator
 * from the same address and port. Bounded by number and age.
 */
final class Answers {
  private static final int MOST = 20_000;
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final LinkedHashMap<Key, Known> known = new LinkedHashMap<>();

  private record Key(InetSocketAddress from, int id) {}

  /** A request and, once there is one, its answer. */
  static final class Known {
    private final byte[] authenticator;
    private final long since;
    private byte[] reply;

    private Known(byte[] authenticator, long since) {
      this.authenticator = authenticator;
      this.since = since;
    }

    /** Null while it is being decided. */
    byte[] reply() {
      return reply;
    }
  }

  private static Key key(Asked asked) {
    return new Key(asked.from(), asked.packet().id());
  }

  synchronized Known find(Asked asked) {
    Known found = known.get(key(asked));
    boolean same =
        found != null
            && System.nanoTime() - found.since < KEPT_NANOS
            && Arrays.equals(found.authenticator, Door.authenticator(asked));
    return same ? found : null;
  }

  synchronized void underWay(Asked asked) {
    long now = System.nanoTime();
    Iterator<Map.Entry<Key, Known>> oldest = known.entrySet().iterator();
    while (oldest.hasNext()) {
      boolean young = now - oldest.next().getValue().since < KEPT_NANOS;
      if (known.size() < MOST && young) {
        break;
      }
      oldest.remove();
    }
    known.putLast(key(asked), new Known(Door.authenticator(asked), now));
  }

  synchronized void answered(Asked asked, byte[] reply) {
    Known found = known.get(key(asked));
    if (found != null && Arrays.equals(found.authenticator, Door.authenticator(asked))) {
      found.reply = reply;
    }
  }

  synchronized void forget(Asked asked) {
    known.remove(key(asked));
  }
}
