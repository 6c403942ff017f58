package io.gatehouse.portal;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.portal.page.Keepsake;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What only memory may know: the codes that guests typed, for their receipts, and who came online a
 * moment ago. Bounded, lost at a restart, on one event loop.
 */
final class Recent {
  private static final int MOST = 2_000;

  /** A connection that was redirected before the login lives on at most about this long. */
  private static final long JUST_NOW_MILLIS = 120_000;

  private final Map<Mac, Kept> kept = bounded();
  private final Map<Ipv4, Long> opened = bounded();

  private record Kept(String passId, Keepsake keepsake) {}

  void opened(Ipv4 ip, Mac mac, String passId, Keepsake keepsake, long now) {
    kept.put(mac, new Kept(passId, keepsake));
    opened.put(ip, now);
  }

  void closed(Ipv4 ip) {
    opened.remove(ip);
  }

  boolean justOpened(Ipv4 ip, long now) {
    Long at = opened.get(ip);
    return at != null && now - at < JUST_NOW_MILLIS;
  }

  Keepsake keepsake(Mac mac, String passId) {
    Kept known = kept.get(mac);
    return known != null && known.passId().equals(passId) ? known.keepsake() : Keepsake.NONE;
  }

  /**
   * The same for a browser that proves by its cookie to be the one that signed in: whoever takes on
   * a guest's addresses must not read from a page how to keep the session.
   */
  Keepsake keepsake(Mac mac, String passId, String cookie) {
    Keepsake known = keepsake(mac, passId);
    boolean proved =
        !known.resumeToken().isEmpty()
            && MessageDigest.isEqual(
                known.resumeToken().getBytes(StandardCharsets.UTF_8),
                cookie.getBytes(StandardCharsets.UTF_8));
    return proved ? known : Keepsake.NONE;
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
      }
    };
  }
}
