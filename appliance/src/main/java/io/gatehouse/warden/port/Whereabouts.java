package io.gatehouse.warden.port;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.warden.reply.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * At which port of the bridge each admitted device may be, and where it was met. A port is the
 * number of its interface. Told from the bridge's own news and asked by verbs, so it takes its own
 * lock. Times are milliseconds of any one clock.
 */
final class Whereabouts {
  /** The device is admitted wherever it is: nobody has seen it yet. */
  static final int ANYWHERE = 0;

  /** The device is admitted at no port: it was seen at two of them a moment ago. */
  static final int NOWHERE = 0x800_0000;

  private static final long WINDOW_MILLIS = 10_000;
  private static final long RESTLESS_MILLIS = 3_000;

  /** What is known of a device outlives its admission, so that a new one does not start blind. */
  private static final long REMEMBER_MILLIS = 60_000;

  private static final int MOST_MOVES = 16;
  private static final int MOST_SIGHTINGS = 200;

  private final IntPredicate told;
  private final Map<Mac, Track> byMac = new HashMap<>();
  private final Map<Ipv4, Track> byIp = new HashMap<>();
  private final Set<Ipv4> loose = new HashSet<>();
  private long blindAt = -WINDOW_MILLIS;
  private boolean blind;

  /**
   * @param told whether frames of this port can be told from others'
   */
  Whereabouts(IntPredicate told) {
    this.told = told;
  }

  private static final class Track {
    private final Mac mac;
    private Ipv4 ip;
    private int bound;
    private int seen;
    private long movedAt = -WINDOW_MILLIS;
    private long[] moves = {};
    private int count;
    private int asked;
    private long leftAt = -1;

    private Track(Mac mac) {
      this.mac = mac;
    }

    private void met(int port, long now) {
      if (port == seen) {
        return;
      }
      if (seen != 0) {
        if (moves.length == 0) {
          moves = new long[MOST_MOVES];
        }
        moves[count++ % MOST_MOVES] = now;
      }
      seen = port;
      movedAt = now;
      asked = 0;
    }

    private int movesSince(long then) {
      int some = 0;
      for (int i = 0; i < Math.min(count, MOST_MOVES); i++) {
        some += moves[i] >= then ? 1 : 0;
      }
      return some;
    }
  }

  /**
   * A device is let in.
   *
   * @param port where the bridge has it, 0 if it does not know
   * @return the port it is let in at, {@link #ANYWHERE} or {@link #NOWHERE}
   */
  synchronized int admit(Ipv4 ip, Mac mac, int port, long now) {
    leave(ip, now);
    Track track = byMac.computeIfAbsent(mac, Track::new);
    if (track.ip != null) {
      byIp.remove(track.ip, track);
    }
    track.ip = ip;
    track.leftAt = -1;
    // Moves of before its guest came back with a proof say nothing against it now.
    track.count = 0;
    byIp.put(ip, track);
    if (port != 0) {
      track.met(port, now - (track.seen == 0 ? WINDOW_MILLIS : 0));
    }
    boolean restless = now - track.movedAt < RESTLESS_MILLIS;
    track.bound = !told.test(port) ? ANYWHERE : restless ? NOWHERE : port;
    return track.bound;
  }

  /** A device was let in before this program ran. */
  synchronized void recall(Ipv4 ip, Mac mac, int bound, int port, long now) {
    admit(ip, mac, port, now);
    byMac.get(mac).bound = bound;
    loose.add(ip);
  }

  synchronized void leave(Ipv4 ip, long now) {
    Track track = byIp.remove(ip);
    if (track != null) {
      track.leftAt = now;
    }
  }

  /** The device that is let in at this address. */
  synchronized Optional<Mac> at(Ipv4 ip) {
    return Optional.ofNullable(byIp.get(ip)).map(track -> track.mac);
  }

  /** From now on the device may be at this port and at no other. */
  synchronized void bind(Ipv4 ip, int port) {
    Track track = byIp.get(ip);
    if (track != null) {
      track.bound = port;
      track.seen = port;
    }
  }

  /** The bridge says that the device is at this port. */
  synchronized void met(Mac mac, int port, long now) {
    Track track = byMac.get(mac);
    if (track != null) {
      track.met(port, now);
    }
  }

  /** The neighbour entry of the address can be changed by whoever claims it. */
  synchronized void loosened(Ipv4 ip) {
    if (byIp.containsKey(ip)) {
      loose.add(ip);
    }
  }

  /** Admitted addresses that were loosened, and whose they are; each is told once. */
  synchronized Map<Ipv4, Mac> takeLoose() {
    Map<Ipv4, Mac> taken = new HashMap<>();
    for (Ipv4 ip : loose) {
      Track track = byIp.get(ip);
      if (track != null) {
        taken.put(ip, track.mac);
      }
    }
    loose.clear();
    return taken;
  }

  /** News of the bridge were lost: nobody counts as quiet, and all have to be looked for. */
  synchronized void missed(long now) {
    blindAt = now;
    blind = true;
    loose.addAll(byIp.keySet());
  }

  /** Everyone to be looked for after news were lost; empty unless they were. */
  synchronized List<Mac> toLookFor() {
    if (!blind) {
      return List.of();
    }
    blind = false;
    return List.copyOf(byMac.keySet());
  }

  /** Devices that are astray or moved a moment ago; the next look counts them as asked. */
  synchronized List<Sighting> notable(long now) {
    byMac.values().removeIf(t -> t.leftAt >= 0 && now - t.leftAt > REMEMBER_MILLIS);
    List<Sighting> all = new ArrayList<>();
    for (Track track : byIp.values()) {
      boolean astray = track.bound != track.seen && told.test(track.seen);
      int moves = track.movesSince(now - WINDOW_MILLIS);
      if ((astray || moves > 0) && all.size() < MOST_SIGHTINGS) {
        long quiet = now - Math.max(track.movedAt, blindAt);
        all.add(new Sighting(track.ip, track.mac, astray, moves, quiet, track.asked++));
      }
    }
    return all;
  }
}
