package io.gatehouse.network.shaping;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.GateBatch;
import io.gatehouse.warden.verb.Query;
import io.gatehouse.warden.verb.ShapeBatch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shaper's classes, one per device with a limited speed. A class's number is the low half of
 * the device's address, so a guest network has at most 65,536 addresses. Remembers what it put, so
 * that nothing is said twice. Not thread-safe: the gate calls it under its own lock.
 */
public final class ShaperClasses {
  private static final Rate NONE = Rate.UNLIMITED;

  private final Box box;
  private final Map<Integer, Rate> put = new HashMap<>();
  private final BitSet seen = new BitSet();

  public ShaperClasses(Box box) {
    this.box = box;
  }

  /** The class that upload of the address belongs to; 0 = unshaped. */
  public static int upClass(Ipv4 ip, Rate rate) {
    return rate.upKbps() == 0 ? 0 : ip.low16();
  }

  /** The class that download to the address belongs to; 0 = unshaped. */
  public static int downClass(Ipv4 ip, Rate rate) {
    return rate.downKbps() == 0 ? 0 : ip.low16();
  }

  /**
   * What has to be said so that the kernel has these classes. Whoever says it tells {@link #told}
   * what became of it.
   */
  public Unsaid unsaid(Map<Ipv4, Rate> rates) {
    List<ShapeBatch.Change> changes = new ArrayList<>();
    Map<Integer, Rate> next = new HashMap<>();
    rates.forEach(
        (ip, rate) -> {
          int minor = ip.low16();
          if (minor != 0 && !rate.equals(put.getOrDefault(minor, NONE))) {
            changes.add(change(minor, rate));
            next.put(minor, rate);
          }
        });
    return new Unsaid(changes, next);
  }

  /** Changes not yet made, and the speeds after them. */
  public record Unsaid(List<ShapeBatch.Change> changes, Map<Integer, Rate> next) {}

  /** Remembers what was done; what was not is said again another time. */
  public void told(Unsaid said, Reply reply) {
    for (ShapeBatch.Change change : said.changes()) {
      Rate rate = said.next().get(change.minor());
      if (!(reply instanceof Reply.Done) || rate.equals(NONE)) {
        put.remove(change.minor());
      } else {
        put.put(change.minor(), rate);
      }
    }
  }

  /** Removes the classes of the addresses. */
  public Reply drop(Collection<Ipv4> addresses) {
    return drop(addresses.stream().map(Ipv4::low16).filter(put::containsKey).toList());
  }

  /**
   * Looks what classes the kernel has. What it lost is forgotten, so that it is made again; what
   * nobody put is remembered for {@link #dropOthers}.
   */
  public Reply look() {
    Reply reply = box.call(new Query.Classes());
    if (!(reply instanceof Reply.Done done)) {
      return reply;
    }
    int middle = Math.max(0, done.payload().indexOf("--\n"));
    BitSet down = minors(done.payload().substring(0, middle));
    BitSet up = minors(done.payload().substring(middle));
    put.entrySet()
        .removeIf(
            entry ->
                down.get(entry.getKey()) != (entry.getValue().downKbps() > 0)
                    || up.get(entry.getKey()) != (entry.getValue().upKbps() > 0));
    seen.clear();
    seen.or(down);
    seen.or(up);
    return reply;
  }

  /** Removes what the last look saw and these addresses do not have. */
  public Reply dropOthers(Map<Ipv4, Rate> wanted) {
    BitSet strays = (BitSet) seen.clone();
    wanted.forEach(
        (ip, rate) -> {
          if (!rate.equals(NONE)) {
            strays.clear(ip.low16());
          }
        });
    strays.clear(0);
    return drop(strays.stream().boxed().toList());
  }

  private static ShapeBatch.Change change(int minor, Rate rate) {
    if (rate.downKbps() == 0 && rate.upKbps() == 0) {
      return new ShapeBatch.Drop(minor);
    }
    return new ShapeBatch.Put(
        minor,
        Math.min(rate.downKbps(), ShapeBatch.FASTEST_KBPS),
        Math.min(rate.upKbps(), ShapeBatch.FASTEST_KBPS),
        Math.min(rate.burstKb(), ShapeBatch.LARGEST_BURST_KB));
  }

  /** Makes the classes that are not there as they should be, apart from any change of the gate. */
  public Reply put(Map<Ipv4, Rate> rates) {
    Unsaid all = unsaid(rates);
    for (int from = 0; from < all.changes().size(); from += GateBatch.MOST) {
      int to = Math.min(all.changes().size(), from + GateBatch.MOST);
      Unsaid part = new Unsaid(all.changes().subList(from, to), all.next());
      Reply reply = box.call(new ShapeBatch(part.changes()));
      told(part, reply);
      if (!(reply instanceof Reply.Done)) {
        return reply;
      }
    }
    return new Reply.Done("");
  }

  /**
   * Removes classes.
   *
   * @return the first answer that is not {@link Reply.Done}, else a done one
   */
  private Reply drop(List<Integer> minors) {
    for (int from = 0; from < minors.size(); from += GateBatch.MOST) {
      List<Integer> part = minors.subList(from, Math.min(minors.size(), from + GateBatch.MOST));
      part.forEach(put::remove);
      Reply reply =
          box.call(
              new ShapeBatch(part.stream().<ShapeBatch.Change>map(ShapeBatch.Drop::new).toList()));
      if (!(reply instanceof Reply.Done)) {
        return reply;
      }
    }
    return new Reply.Done("");
  }

  /** Reads {@code class htb 1:1f root …} lines. */
  private static BitSet minors(String listing) {
    BitSet minors = new BitSet();
    String start = "class htb 1:";
    for (int at = listing.indexOf(start); at >= 0; at = listing.indexOf(start, at)) {
      at += start.length();
      int end = listing.indexOf(' ', at);
      minors.set(Integer.parseInt(listing, at, end, 16));
    }
    return minors;
  }
}
