package io.gatehouse.network.gate;

import io.gatehouse.network.shaping.Rate;
import io.gatehouse.network.shaping.ShaperClasses;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.verb.Counters;
import io.gatehouse.warden.verb.GateBatch;
import io.gatehouse.warden.verb.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate made of two ipset sets and shaper classes, reached through the warden. {@link #open},
 * {@link #renew} and {@link #close} never throw for a warden that is away: they leave the gate
 * {@link #behind}, and the next reconcile catches up. Operations take turns.
 */
public final class IpsetGate implements Gate {
  private static final Logger LOG = LoggerFactory.getLogger(IpsetGate.class);

  /** A renewal is worth a message when the kernel would let a device pass for so much too long. */
  private static final int SLACK_SECONDS = 5;

  private final Box box;
  private final ShaperClasses classes;
  private boolean behind;

  public IpsetGate(Box box) {
    this.box = box;
    this.classes = new ShaperClasses(box);
  }

  @Override
  public synchronized void open(Collection<Admission> admissions) {
    // The class first: a device is never inside without its limit.
    note(classes.put(rates(admissions)));
    note(send(admissions.stream().map(IpsetGate::opening).toList()));
  }

  @Override
  public synchronized void renew(Collection<Admission> admissions) {
    note(classes.put(rates(admissions)));
    note(send(admissions.stream().map(IpsetGate::renewal).toList()));
  }

  @Override
  public synchronized void close(Collection<Ipv4> addresses) {
    note(send(addresses.stream().<GateBatch.Change>map(GateBatch.Close::new).toList()));
    note(classes.drop(addresses));
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
          new Counter(
              new Ipv4(up.ip(i)), new Mac(up.mac(i)), up.bytes(i), downBytes, up.ttl(i)));
    }
    return counters;
  }

  @Override
  public synchronized int reconcile(Collection<Admission> wanted) {
    behind = false;
    String text = read();
    SetReading up = SetReading.of("guests-up", text);
    SetReading down = SetReading.of("guests-dn", text);
    Map<Integer, Admission> missing = new HashMap<>();
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
    note(classes.reconcile(rates(wanted)));
    note(send(changes));
    return changes.size();
  }

  /** True while the kernel may lag behind because the warden could not be told. */
  public synchronized boolean behind() {
    return behind;
  }

  private static boolean same(
      Admission wanted, SetReading up, int upAt, SetReading down, int downAt) {
    int left = Math.min(up.ttl(upAt), down.ttl(downAt));
    int most = Math.max(up.ttl(upAt), down.ttl(downAt));
    return up.shaperClass(upAt) == ShaperClasses.upClass(wanted.ip(), wanted.rate())
        && down.shaperClass(downAt) == ShaperClasses.downClass(wanted.ip(), wanted.rate())
        && left >= wanted.ttlSeconds() - Math.max(SLACK_SECONDS, wanted.ttlSeconds() / 4)
        && most <= wanted.ttlSeconds() + SLACK_SECONDS;
  }

  private String read() {
    return switch (box.call(new Counters())) {
      case Reply.Done done -> done.payload();
      case Reply.Refused refused -> throw new GateUnreachable(refused.reason());
      case Reply.Failed failed -> throw new GateUnreachable(failed.reason());
      case Reply.Unreachable away -> throw new GateUnreachable(away.reason());
    };
  }

  private Reply send(List<GateBatch.Change> changes) {
    Reply first = new Reply.Done("");
    for (int from = 0; from < changes.size(); from += GateBatch.MOST) {
      List<GateBatch.Change> part =
          changes.subList(from, Math.min(changes.size(), from + GateBatch.MOST));
      Reply reply = box.call(new GateBatch(part));
      if (first instanceof Reply.Done) {
        first = reply;
      }
    }
    return first;
  }

  private void note(Reply reply) {
    switch (reply) {
      case Reply.Done _ -> {}
      case Reply.Refused refused -> fallBehind(refused.reason());
      case Reply.Failed failed -> fallBehind(failed.reason());
      case Reply.Unreachable away -> fallBehind(away.reason());
    }
  }

  private void fallBehind(String reason) {
    behind = true;
    LOG.warn("the gate lags behind until it is reconciled: {}", reason);
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
