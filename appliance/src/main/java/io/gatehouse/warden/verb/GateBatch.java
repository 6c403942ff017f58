package io.gatehouse.warden.verb;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.util.List;

/**
 * Changes of the kernel's admission of devices, carried out in one pass: sets first, neighbour
 * entries second, and last the connections of every opened or closed address are forgotten (the
 * other order would let a packet in between make the old connection anew).
 *
 * @param changes at most {@link #MOST}
 */
public record GateBatch(List<Change> changes) implements Verb {
  /** What one batch may hold, so that a login never waits long behind a reconcile. */
  public static final int MOST = 1_000;

  /** ipset refuses timeouts above 2,147,483 s; this stays below with a margin. */
  public static final int LONGEST_TTL = 2_000_000;

  public GateBatch {
    changes = List.copyOf(changes);
    if (changes.size() > MOST) {
      throw new IllegalArgumentException("a batch has at most " + MOST + " changes");
    }
  }

  @Override
  public String name() {
    return "gate";
  }

  /** What happens to one address. */
  public sealed interface Change {
    Ipv4 ip();
  }

  /**
   * The device may pass from now on, counted from zero.
   *
   * @param ttlSeconds 1 to {@link #LONGEST_TTL}
   * @param upClass minor of the shaper class towards the uplink, 0 = unshaped
   * @param downClass minor of the shaper class towards the guest, 0 = unshaped
   */
  public record Open(Ipv4 ip, Mac mac, int ttlSeconds, int upClass, int downClass)
      implements Change {
    public Open {
      check(mac, ttlSeconds, upClass, downClass);
    }
  }

  /** The same as {@link Open} for a device that is inside: counters and connections stay. */
  public record Renew(Ipv4 ip, Mac mac, int ttlSeconds, int upClass, int downClass)
      implements Change {
    public Renew {
      check(mac, ttlSeconds, upClass, downClass);
    }
  }

  /**
   * The device that is inside with this address may be where it is met now, and no longer where it
   * was.
   */
  public record Follow(Ipv4 ip) implements Change {}

  /** The address may no longer pass; unknown ones are no error. */
  public record Close(Ipv4 ip) implements Change {}

  private static void check(Mac mac, int ttlSeconds, int upClass, int downClass) {
    if (mac.isMulticast() || mac.bits() == 0) {
      throw new IllegalArgumentException("no single device has the address " + mac);
    }
    if (ttlSeconds < 1 || ttlSeconds > LONGEST_TTL) {
      throw new IllegalArgumentException("a ttl is 1 to " + LONGEST_TTL + " s, not " + ttlSeconds);
    }
    ShapeBatch.checkClass(upClass, 0);
    ShapeBatch.checkClass(downClass, 0);
  }
}
