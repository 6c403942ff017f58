package io.gatehouse.guest.presence;

import io.gatehouse.network.gate.Admission;
import io.gatehouse.network.gate.Counter;
import io.gatehouse.network.gate.Gate;
import io.gatehouse.network.gate.GateUnreachable;
import io.gatehouse.platform.address.Ipv4;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the gate to what the sessions say, address by address. Calls name addresses, not steps:
 * what is done there is decided when it is done, so that two changes of one address cannot overtake
 * each other, and all that wait go in one batch.
 */
public final class GateShadow {
  private static final Logger LOG = LoggerFactory.getLogger(GateShadow.class);

  /** Rights that outlive what the kernel can count are renewed this long before they run out. */
  private static final long RENEW_AHEAD_MILLIS = 86_400_000;

  private static final long TTL_TOLERANCE_MILLIS = 5_000;

  private final Gate gate;
  private final LiveSessions live;
  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentLinkedQueue<Ipv4> changed = new ConcurrentLinkedQueue<>();
  private final Map<Ipv4, LiveSessions.Wanted> told = new HashMap<>();

  public GateShadow(Gate gate, LiveSessions live) {
    this.gate = gate;
    this.live = live;
  }

  /** Returns once the gate has been told about these addresses. */
  public void settle(Collection<Ipv4> addresses, long now) {
    if (addresses.isEmpty()) {
      return;
    }
    changed.addAll(addresses);
    lock.lock();
    try {
      Set<Ipv4> due = new LinkedHashSet<>();
      for (Ipv4 ip = changed.poll(); ip != null; ip = changed.poll()) {
        due.add(ip);
      }
      tell(due, now);
    } finally {
      lock.unlock();
    }
  }

  private void tell(Set<Ipv4> addresses, long now) {
    List<Ipv4> close = new ArrayList<>();
    List<LiveSessions.Wanted> open = new ArrayList<>();
    List<LiveSessions.Wanted> renew = new ArrayList<>();
    for (Ipv4 ip : addresses) {
      LiveSessions.Wanted before = told.get(ip);
      LiveSessions.Wanted wanted = live.wantedAt(ip, now).orElse(null);
      if (wanted == null) {
        close.add(ip);
      } else if (before == null || !before.sessionId().equals(wanted.sessionId())) {
        open.add(wanted);
      } else if (differs(before, wanted)) {
        renew.add(wanted);
      }
    }
    if (!close.isEmpty()) {
      attempt("close", close, () -> gate.close(close));
      close.forEach(told::remove);
    }
    if (!open.isEmpty() && attempt("open", addresses(open), () -> gate.open(admissions(open)))) {
      open.forEach(this::remember);
      open.forEach(wanted -> live.countFromZero(wanted.sessionId()));
    }
    if (!renew.isEmpty()
        && attempt("renew", addresses(renew), () -> gate.renew(admissions(renew)))) {
      renew.forEach(this::remember);
    }
  }

  private static boolean differs(LiveSessions.Wanted before, LiveSessions.Wanted wanted) {
    return !before.admission().rate().equals(wanted.admission().rate())
        || Math.abs(before.expiresMillis() - wanted.expiresMillis()) > 1_000;
  }

  /** What the gate was asked is forgotten if it failed, so that the next look tells it again. */
  private boolean attempt(String doing, List<Ipv4> addresses, Runnable call) {
    try {
      call.run();
      return true;
    } catch (GateUnreachable e) {
      LOG.warn("the gate did not {} {}: {}", doing, addresses, e.getMessage());
      addresses.forEach(told::remove);
      return false;
    }
  }

  private void remember(LiveSessions.Wanted wanted) {
    told.put(wanted.admission().ip(), wanted);
  }

  private static List<Admission> admissions(List<LiveSessions.Wanted> wanted) {
    return wanted.stream().map(LiveSessions.Wanted::admission).toList();
  }

  private static List<Ipv4> addresses(List<LiveSessions.Wanted> wanted) {
    return wanted.stream().map(w -> w.admission().ip()).toList();
  }

  /** Renews rights whose end lies beyond what the kernel was told. */
  public void renewEarly(long now) {
    List<Ipv4> due = new ArrayList<>();
    lock.lock();
    try {
      for (LiveSessions.Wanted before : told.values()) {
        if (before.expiresMillis() - now < RENEW_AHEAD_MILLIS) {
          live.wantedAt(before.admission().ip(), now)
              .filter(wanted -> wanted.expiresMillis() - before.expiresMillis() > 1_000)
              .ifPresent(wanted -> due.add(wanted.admission().ip()));
        }
      }
    } finally {
      lock.unlock();
    }
    settle(due, now);
  }

  /** Takes in what the gate has counted. */
  public void count(long now) {
    List<Ipv4> otherSpeed;
    lock.lock();
    try {
      List<Counter> counters = gate.counters();
      counters.forEach(counter -> notice(counter, now));
      otherSpeed = live.count(counters, now);
    } finally {
      lock.unlock();
    }
    settle(otherSpeed, now);
  }

  /** A right that the kernel will end earlier than it was told is remembered as such. */
  private void notice(Counter counter, long now) {
    LiveSessions.Wanted before = told.get(counter.ip());
    long expires = now + counter.ttlSeconds() * 1_000L;
    if (before != null && before.expiresMillis() - expires > TTL_TOLERANCE_MILLIS) {
      told.put(
          counter.ip(), new LiveSessions.Wanted(before.sessionId(), before.admission(), expires));
    }
  }

  /**
   * Makes the gate admit exactly the sessions that the database calls open.
   *
   * @param openIds reads them; called while no other change can reach the gate
   * @return how many devices had to be changed
   */
  public int reconcile(Supplier<List<String>> openIds, long now) {
    lock.lock();
    try {
      List<LiveSessions.Wanted> wanted = live.wanted(openIds.get(), now);
      int changes = gate.reconcile(admissions(wanted));
      told.clear();
      wanted.forEach(this::remember);
      return changes;
    } finally {
      lock.unlock();
    }
  }
}
