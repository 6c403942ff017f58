package io.gatehouse.guest.presence;

import io.gatehouse.guest.pass.Pass;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.usage.UsageBatch;
import io.gatehouse.network.gate.Admission;
import io.gatehouse.network.gate.Counter;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sessions that are not over, mirrored in memory so that pages, the clock and the counters need
 * no query. Rows are changed by the store's writer at the end of each transaction, in its order; a
 * transaction that is lost afterwards makes the mirror {@linkplain #distrust doubtful}, and it is
 * read again.
 */
public final class LiveSessions {
  private static final Comparator<String> OLDEST_FIRST =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private TreeMap<String, Live> byId = new TreeMap<>(OLDEST_FIRST);
  private Map<Mac, Live> byMac = new HashMap<>();
  private Map<Ipv4, Live> byIp = new HashMap<>();
  private Map<String, LivePass> passes = new HashMap<>();
  private boolean doubtful = true;

  /** A session that is over, and why. */
  public record Due(String sessionId, EndReason reason, long at) {}

  public synchronized void distrust() {
    doubtful = true;
  }

  public synchronized boolean doubtful() {
    return doubtful;
  }

  /** Replaces everything by what the database says; counts of known sessions are kept. */
  public synchronized void load(
      List<Pass> inUse, List<Presence> rows, Map<Long, UsageBatch.Entry> unfolded, long now) {
    Map<String, Live> before = byId;
    byId = new TreeMap<>(OLDEST_FIRST);
    byMac = new HashMap<>();
    byIp = new HashMap<>();
    passes = new HashMap<>();
    Map<String, Pass> bought = new HashMap<>();
    inUse.forEach(pass -> bought.put(pass.id(), pass));
    for (Presence row : rows) {
      Pass pass = bought.get(row.passId());
      // The first tick finds out what is left of a daily share.
      boolean shared = row.open() && pass.plan().dailySeconds() > 0;
      put(row, pass, shared ? now : Pass.NEVER, now);
      Live live = byId.get(row.id());
      Live known = before.get(row.id());
      UsageBatch.Entry more = unfolded.get(row.number());
      // A report of a router is durable as it is counted, so its row knows best.
      if (known != null && !row.atRouter()) {
        live.takeCountsOf(known);
      } else if (more != null) {
        live.replay(more.upBytes(), more.downBytes());
      }
    }
    doubtful = false;
  }

  /** Other terms or another use of a pass whose sessions are known. */
  public synchronized void put(Pass pass) {
    LivePass shared = passes.get(pass.id());
    if (shared != null) {
      shared.put(pass);
    }
  }

  public synchronized void put(Presence row, Pass pass, long dailyEnds, long now) {
    Live live = byId.get(row.id());
    if (live == null) {
      LivePass shared = passes.computeIfAbsent(pass.id(), id -> new LivePass(pass));
      live = new Live(shared, row, now);
      shared.sessions().add(live);
      byId.put(row.id(), live);
    } else {
      forgetPlaces(live);
    }
    live.put(row, dailyEnds, now);
    byMac.put(row.mac(), live);
    if (row.open() && !row.atRouter()) {
      byIp.put(row.ip(), live);
    }
  }

  public synchronized void remove(String sessionId) {
    Live live = byId.remove(sessionId);
    if (live == null) {
      return;
    }
    forgetPlaces(live);
    live.shared().remove(live);
    if (live.shared().sessions().isEmpty()) {
      passes.remove(live.pass().id());
    }
  }

  private void forgetPlaces(Live live) {
    byMac.remove(live.row().mac(), live);
    byIp.remove(live.row().ip(), live);
  }

  public synchronized Optional<SessionView> of(Mac mac, long now) {
    return Optional.ofNullable(byMac.get(mac)).map(live -> live.view(now));
  }

  public synchronized Optional<SessionView> find(String id, long now) {
    return Optional.ofNullable(byId.get(id)).map(live -> live.view(now));
  }

  public synchronized List<SessionView> ofPass(String passId, long now) {
    LivePass shared = passes.get(passId);
    return shared == null
        ? List.of()
        : shared.sessions().stream().map(live -> live.view(now)).toList();
  }

  public synchronized List<SessionView> list(String after, int max, long now) {
    return byId.tailMap(after, false).values().stream()
        .limit(max)
        .map(live -> live.view(now))
        .toList();
  }

  public synchronized int openCount() {
    return byIp.size();
  }

  public synchronized int heldCount() {
    return (int) byId.values().stream().filter(live -> live.row().held()).count();
  }

  public synchronized List<Mac> openDevices() {
    return byIp.values().stream().map(live -> live.row().mac()).toList();
  }

  /** The row with what was counted by now. */
  public synchronized Presence counted(Presence row) {
    Live live = byId.get(row.id());
    return live == null ? row : row.counted(live.upBytes(), live.downBytes());
  }

  /** What of a session's bytes is in no batch yet. */
  public synchronized UsageBatch.Entry pending(Presence row) {
    Live live = byId.get(row.id());
    return live == null
        ? new UsageBatch.Entry(row.number(), 0, 0)
        : new UsageBatch.Entry(row.number(), live.pendingUp(), live.pendingDown());
  }

  /** All bytes that count against a pass. */
  public synchronized long bytes(Pass pass) {
    LivePass shared = passes.get(pass.id());
    return shared == null ? Math.max(pass.endedBytes() - pass.forgivenBytes(), 0) : shared.bytes();
  }

  /** When a device of the pass was last active; 0 = none is in. */
  public synchronized long activeMillis(String passId) {
    LivePass shared = passes.get(passId);
    return shared == null ? 0 : shared.activeMillis();
  }

  public synchronized long activeMillisOf(Mac mac) {
    Live live = byMac.get(mac);
    return live == null ? 0 : live.activeMillis();
  }

  /** Sessions that are over now. */
  public synchronized List<Due> due(long now, SessionRules rules) {
    List<Due> due = new ArrayList<>();
    for (Live live : byId.values()) {
      live.due(now, rules).ifPresent(due::add);
    }
    return due;
  }

  public synchronized List<Ipv4> addresses(List<Due> due) {
    return due.stream()
        .map(one -> byId.get(one.sessionId()))
        .filter(Objects::nonNull)
        .map(live -> live.row().ip())
        .toList();
  }

  /** Who may pass at this address now, and until when. */
  synchronized Optional<Wanted> wantedAt(Ipv4 ip, long now) {
    return Optional.ofNullable(byIp.get(ip)).flatMap(live -> live.wanted(now));
  }

  /** Everyone who may pass now, of the sessions that the database calls open. */
  synchronized List<Wanted> wanted(Collection<String> openIds, long now) {
    List<Wanted> all = new ArrayList<>(openIds.size());
    for (String id : openIds) {
      Live live = byId.get(id);
      if (live == null) {
        doubtful = true;
      } else {
        live.wanted(now).ifPresent(all::add);
      }
    }
    return all;
  }

  /** A right to pass, whose it is, and when the kernel ends it by itself. */
  record Wanted(String sessionId, Admission admission, long expiresMillis) {}

  synchronized void countFromZero(String sessionId) {
    Live live = byId.get(sessionId);
    if (live != null) {
      live.countFromZero();
    }
  }

  /**
   * Adds what a router has counted; it is durable already.
   *
   * @return whether the session's speed is another one from now
   */
  public synchronized boolean meter(String sessionId, long upBytes, long downBytes, long now) {
    Live live = byId.get(sessionId);
    if (live == null) {
      return false;
    }
    boolean slowed = live.slowed();
    live.meter(upBytes, downBytes, now);
    return live.slowed() != slowed;
  }

  /** A session as it looks under this pass, whether it is over or not. */
  public synchronized SessionView view(Presence row, Pass pass, long now) {
    Live known = byId.get(row.id());
    return known == null ? new Live(new LivePass(pass), row, now).view(now) : known.view(now);
  }

  /** Adds what the gate has counted. Says at which addresses the speed is another one from now. */
  synchronized List<Ipv4> count(List<Counter> counters, long now) {
    List<Ipv4> changed = new ArrayList<>();
    for (Counter counter : counters) {
      Live live = byIp.get(counter.ip());
      if (live == null || !live.row().mac().equals(counter.mac())) {
        continue;
      }
      boolean slowed = live.slowed();
      live.count(counter, now);
      if (live.slowed() != slowed) {
        live.shared().sessions().forEach(each -> changed.add(each.row().ip()));
      }
    }
    return changed;
  }

  /** What is on its way to the disk: a session's share of the next batch and its totals with it. */
  record Pending(
      String sessionId, Plan plan, UsageBatch.Entry entry, long totalUp, long totalDown) {}

  /** Everything that is in no batch yet, sessions without any included. */
  synchronized List<Pending> takePending() {
    return byId.values().stream().map(Live::takePending).toList();
  }

  /** The batch was not written. */
  synchronized void putBack(List<Pending> pending) {
    for (Pending each : pending) {
      Live live = byId.get(each.sessionId());
      if (live != null) {
        live.putBack(each.entry());
      }
    }
  }
}
