package io.gatehouse.network.gate;

import io.gatehouse.network.shaping.Rate;
import io.gatehouse.network.shaping.ShaperClasses;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Admit;
import io.gatehouse.warden.verb.GateBatch;
import io.gatehouse.warden.verb.Query;
import io.gatehouse.warden.verb.ShapeBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gate made of two ipset sets and shaper classes, reached through the warden. What could not be
 * told leaves the gate {@link #behind} until a reconcile has caught up. Operations take turns.
 */
public final class IpsetGate implements Gate {
  /** A renewal is worth a message when the kernel would let a device pass for so much too long. */
  private static final int SLACK_SECONDS = 5;

  private static final int SLICE = 250;

  /** Only a packet that has this from its set is let through; older versions marked no download. */
  private static final int ADMITTED = 2;

  private final Box box;
  private final ShaperClasses classes;
  private final Set<Ipv4> inside = new HashSet<>();
  private boolean behind;

  public IpsetGate(Box box) {
    this.box = box;
    this.classes = new ShaperClasses(box);
  }

  @Override
  public synchronized void open(Collection<Admission> admissions) {
    admissions.forEach(admission -> inside.add(admission.ip()));
    must(
        tell(
            admissions.stream().map(IpsetGate::opening).toList(),
            rates(admissions),
            GateBatch.MOST));
  }

  @Override
  public synchronized void renew(Collection<Admission> admissions) {
    admissions.forEach(admission -> inside.add(admission.ip()));
    must(
        tell(
            admissions.stream().map(IpsetGate::renewal).toList(),
            rates(admissions),
            GateBatch.MOST));
  }

  @Override
  public synchronized void close(Collection<Ipv4> addresses) {
    addresses.forEach(inside::remove);
    List<GateBatch.Change> closing =
        addresses.stream().<GateBatch.Change>map(GateBatch.Close::new).toList();
    must(tell(closing, Map.of(), GateBatch.MOST), classes.drop(addresses));
  }

  @Override
  public List<Counter> counters() {
    String text = read();
    SetReading up = SetReading.of("guests-up", text);
    SetReading down = SetReading.of("guests-dn", text);
    List<Counter> counters = new ArrayList<>(up.size());
    for (int i = 0; i < up.size(); i++) {
      int other = down.find(up.ip(i));
      long downBytes = other < 0 ? 0 : down.bytes(other);
      counters.add(
          new Counter(new Ipv4(up.ip(i)), new Mac(up.mac(i)), up.bytes(i), downBytes, up.ttl(i)));
    }
    return counters;
  }

  @Override
  public synchronized int reconcile(Collection<Admission> wanted) {
    behind = true;
    String text = read();
    SetReading up = SetReading.of("guests-up", text);
    SetReading down = SetReading.of("guests-dn", text);
    Map<Integer, Admission> missing = new LinkedHashMap<>();
    wanted.forEach(admission -> missing.put(admission.ip().bits(), admission));
    List<GateBatch.Change> changes = new ArrayList<>();
    for (int i = 0; i < up.size(); i++) {
      Admission admission = missing.remove(up.ip(i));
      if (admission == null) {
        changes.add(new GateBatch.Close(new Ipv4(up.ip(i))));
      } else if (up.mac(i) != admission.mac().bits() || down.find(up.ip(i)) < 0) {
        // Not a renewal: that would give it the counters of whoever had the place before.
        changes.add(opening(admission));
      } else if (!same(admission, up, i, down, down.find(up.ip(i)))) {
        changes.add(renewal(admission));
      }
    }
    for (int i = 0; i < down.size(); i++) {
      if (up.find(down.ip(i)) < 0 && !missing.containsKey(down.ip(i))) {
        changes.add(new GateBatch.Close(new Ipv4(down.ip(i))));
      }
    }
    missing.values().forEach(admission -> changes.add(opening(admission)));
    inside.clear();
    wanted.forEach(admission -> inside.add(admission.ip()));
    Map<Ipv4, Rate> rates = rates(wanted);
    must(classes.look());
    // Thousands of classes take seconds to make: the first devices do not wait for the last.
    must(tell(changes, rates, SLICE), classes.put(rates), classes.dropOthers(rates));
    behind = false;
    return changes.size();
  }

  /** True while the kernel may lag because the warden could not be told. */
  public synchronized boolean behind() {
    return behind;
  }

  /** How many devices the gate was told to let pass. */
  public synchronized int inside() {
    return inside.size();
  }

  private static boolean same(
      Admission wanted, SetReading up, int upAt, SetReading down, int downAt) {
    int left = Math.min(up.ttl(upAt), down.ttl(downAt));
    int most = Math.max(up.ttl(upAt), down.ttl(downAt));
    return up.shaperClass(upAt) == ShaperClasses.upClass(wanted.ip(), wanted.rate())
        && down.shaperClass(downAt) == ShaperClasses.downClass(wanted.ip(), wanted.rate())
        && (up.mark(upAt) & down.mark(downAt) & ADMITTED) != 0
        && left >= wanted.ttlSeconds() - Math.max(SLACK_SECONDS, wanted.ttlSeconds() / 4)
        && most <= wanted.ttlSeconds() + SLACK_SECONDS;
  }

  private String read() {
    Reply reply = box.call(new Query.Counters());
    if (reply instanceof Reply.Done done) {
      return done.payload();
    }
    throw new GateUnreachable(reply.words());
  }

  /**
   * Says changes in parts, each with its classes in the same message, so that no device is inside
   * without its limit for longer than the kernel takes. All parts are said even if one fails.
   *
   * @param rates of the devices that are let in
   * @return the first answer that is not {@link Reply.Done}, else a done one
   */
  private Reply tell(List<GateBatch.Change> changes, Map<Ipv4, Rate> rates, int most) {
    Reply first = new Reply.Done("");
    for (int from = 0; from < changes.size(); from += most) {
      GateBatch part = new GateBatch(changes.subList(from, Math.min(changes.size(), from + most)));
      Map<Ipv4, Rate> here = new HashMap<>();
      for (GateBatch.Change change : part.changes()) {
        Rate rate = rates.get(change.ip());
        if (rate != null) {
          here.put(change.ip(), rate);
        }
      }
      ShaperClasses.Unsaid shapes = classes.unsaid(here);
      Reply reply =
          box.call(
              shapes.changes().isEmpty()
                  ? part
                  : new Admit(new ShapeBatch(shapes.changes()), part));
      classes.told(shapes, reply);
      if (first instanceof Reply.Done) {
        first = reply;
      }
    }
    return first;
  }

  private void must(Reply... replies) {
    for (Reply reply : replies) {
      if (!(reply instanceof Reply.Done)) {
        behind = true;
        throw new GateUnreachable(reply.words());
      }
    }
  }

  private static Map<Ipv4, Rate> rates(Collection<Admission> admissions) {
    Map<Ipv4, Rate> rates = new HashMap<>();
    admissions.forEach(admission -> rates.put(admission.ip(), admission.rate()));
    return rates;
  }

  private static GateBatch.Change opening(Admission a) {
    return new GateBatch.Open(
        a.ip(),
        a.mac(),
        a.ttlSeconds(),
        ShaperClasses.upClass(a.ip(), a.rate()),
        ShaperClasses.downClass(a.ip(), a.rate()));
  }

  private static GateBatch.Change renewal(Admission a) {
    return new GateBatch.Renew(
        a.ip(),
        a.mac(),
        a.ttlSeconds(),
        ShaperClasses.upClass(a.ip(), a.rate()),
        ShaperClasses.downClass(a.ip(), a.rate()));
  }
}
