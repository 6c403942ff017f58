package io.gatehouse.network.gate;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.BootClock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A gate without a kernel: members leave when their time is over, counters are set by hand. */
public final class MemoryGate implements Gate {
  private final BootClock clock;
  private final Map<Ipv4, Member> members = new TreeMap<>();

  /** Sooner or later every member leaves, or a newer one of its address has taken its place. */
  private final PriorityQueue<Member> leaving =
      new PriorityQueue<>(Comparator.comparingLong(Member::endsMillis));

  private boolean failing;

  public MemoryGate(BootClock clock) {
    this.clock = clock;
  }

  private record Member(Admission admission, long up, long down, long endsMillis) {}

  /** From now on every call fails, or none does. */
  public synchronized void fail(boolean fails) {
    failing = fails;
  }

  /** The kernel lost everything: a flush, or a restart. */
  public synchronized void flush() {
    members.clear();
  }

  /** Traffic of an admitted device; others send into the void. */
  public synchronized void carry(Ipv4 ip, long up, long down) {
    leave();
    Member m = members.get(ip);
    if (m != null) {
      put(new Member(m.admission, m.up + up, m.down + down, m.endsMillis));
    }
  }

  /** Whether this device passes now. */
  public synchronized boolean passes(Ipv4 ip, Mac mac) {
    leave();
    return admission(ip).filter(a -> a.mac().equals(mac)).isPresent();
  }

  public synchronized Optional<Admission> admission(Ipv4 ip) {
    leave();
    return Optional.ofNullable(members.get(ip)).map(Member::admission);
  }

  public synchronized int size() {
    leave();
    return members.size();
  }

  private void leave() {
    long now = clock.uptimeMillis();
    while (!leaving.isEmpty() && leaving.peek().endsMillis <= now) {
      Member gone = leaving.poll();
      members.remove(gone.admission.ip(), gone);
    }
  }

  private void put(Member member) {
    members.put(member.admission.ip(), member);
    leaving.add(member);
  }

  private void work() {
    if (failing) {
      throw new GateUnreachable("switched off by the test");
    }
    leave();
  }

  private long ends(Admission admission) {
    return clock.uptimeMillis() + admission.ttlSeconds() * 1_000L;
  }

  @Override
  public synchronized void open(Collection<Admission> admissions) {
    work();
    admissions.forEach(a -> put(new Member(a, 0, 0, ends(a))));
  }

  @Override
  public synchronized void renew(Collection<Admission> admissions) {
    work();
    for (Admission a : admissions) {
      Member before = members.get(a.ip());
      put(
          before == null
              ? new Member(a, 0, 0, ends(a))
              : new Member(a, before.up, before.down, ends(a)));
    }
  }

  @Override
  public synchronized void close(Collection<Ipv4> addresses) {
    work();
    addresses.forEach(members::remove);
  }

  @Override
  public synchronized List<Counter> counters() {
    work();
    return members.values().stream()
        .map(
            m ->
                new Counter(
                    m.admission.ip(),
                    m.admission.mac(),
                    m.up,
                    m.down,
                    (int) ((m.endsMillis - clock.uptimeMillis()) / 1_000)))
        .toList();
  }

  @Override
  public synchronized int reconcile(Collection<Admission> wanted) {
    work();
    int changes = 0;
    Set<Ipv4> addresses = wanted.stream().map(Admission::ip).collect(Collectors.toSet());
    int before = members.size();
    members.keySet().retainAll(addresses);
    changes += before - members.size();
    for (Admission a : wanted) {
      Member member = members.get(a.ip());
      boolean same =
          member != null
              && member.admission.mac().equals(a.mac())
              && member.admission.rate().equals(a.rate());
      if (!same) {
        put(new Member(a, 0, 0, ends(a)));
        changes++;
      }
    }
    return changes;
  }
}
