package io.gatehouse.radius.accounting;

import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.session.RouterReports;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes reports in: totals, passes, sessions and the queue in one transaction. */
public final class AccountingBook {
  private static final int MOST_CACHED = 4_096;

  private final Store store;
  private final Sessions sessions;
  private final ServiceClock clock;
  private final WallClock wall;
  private final AccountingQueue queue;

  /** Used by one group at a time; emptied when a group fails. */
  private final Map<Name, AccountingTable.Line> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, AccountingTable.Line> eldest) {
          return size() > MOST_CACHED;
        }
      };

  private record Name(String nas, String routersId) {}

  public AccountingBook(
      Store store, Sessions sessions, ServiceClock clock, WallClock wall, AccountingQueue queue) {
    this.store = store;
    this.sessions = sessions;
    this.clock = clock;
    this.wall = wall;
    this.queue = queue;
  }

  /** Returns once all of it is durable; a storage that fails takes nothing of it. */
  synchronized void take(List<Report> reports) {
    boolean done = false;
    try {
      sessions.report(
          work -> {
            new Group(work).take(reports);
            return null;
          });
      done = true;
    } finally {
      if (!done) {
        cache.clear();
      }
    }
  }

  /** One transaction. */
  private final class Group {
    private final RouterReports work;
    private final long now = clock.millis();
    private final Map<Name, AccountingTable.Line> touched = new LinkedHashMap<>();
    private final List<AccountingTable.Line> replaced = new ArrayList<>();
    private final List<Report> forwarded = new ArrayList<>();

    Group(RouterReports work) {
      this.work = work;
    }

    void take(List<Report> reports) {
      for (Report report : reports) {
        boolean taken =
            (report.status() == Report.ON || report.status() == Report.OFF)
                ? restart(report)
                : session(report);
        if (taken) {
          forwarded.add(report);
        }
      }
      List<AccountingTable.Line> fresh = new ArrayList<>();
      List<AccountingTable.Line> known = new ArrayList<>();
      replaced.addAll(touched.values());
      for (AccountingTable.Line line : replaced) {
        (line.fresh ? fresh : known).add(line);
        line.fresh = false;
      }
      AccountingTable.write(work.tx(), fresh, known, now);
      queue.append(work.tx(), forwarded, now, wall.trusted() ? wall.now().toEpochMilli() : 0);
    }

    private boolean session(Report report) {
      AccountingTable.Line line = line(report);
      Totals.Growth growth = line.totals.take(report);
      if (growth.duplicate()) {
        return false;
      }
      touched.put(new Name(line.nas, line.routersId), line);
      line.ip = report.caller().ip().bits() == 0 ? line.ip : report.caller().ip().toString();
      if (line.session.isEmpty()) {
        line.session = session(report, line);
      }
      if (!line.session.isEmpty()) {
        work.used(line.session, growth.upBytes(), growth.downBytes(), report.caller().ip());
        if (report.status() == Report.STOP) {
          work.ended(line.session, Cause.reason(report.cause()), report.delaySeconds() * 1_000);
        }
      }
      return true;
    }

    private AccountingTable.Line line(Report report) {
      Name name = new Name(report.caller().nas(), report.sessionId());
      AccountingTable.Line known = cache.get(name);
      if (known == null) {
        known =
            AccountingTable.find(work.tx(), name.nas, name.routersId)
                .orElseGet(() -> begin(report));
        cache.put(name, known);
      }
      if (known.totals.isAnother(report)) {
        if (touched.remove(name) != null || !known.totals.stopped()) {
          known.totals.lost(
              known.totals.stopped() ? known.totals.cause() : Cause.NAS_REBOOT.number());
          replaced.add(known);
        }
        known = begin(report);
        cache.put(name, known);
      }
      return known;
    }

    private AccountingTable.Line begin(Report report) {
      AccountingTable.Line line =
          new AccountingTable.Line(
              work.tx().next("accounting"),
              report.caller().nas(),
              report.sessionId(),
              new Totals());
      line.user = report.caller().userName();
      line.mac = report.caller().mac().map(Mac::toString).orElse("");
      line.ip = "";
      line.session = "";
      line.startedMillis =
          wall.trusted() ? wall.now().toEpochMilli() - report.delaySeconds() * 1_000 : 0;
      line.fresh = true;
      return line;
    }

    private String session(Report report, AccountingTable.Line line) {
      if (!report.ours().isEmpty()) {
        return report.ours();
      }
      Mac device = report.caller().device().mac();
      return line.totals.stopped() ? "" : work.sessionOf(device, line.nas).orElse("");
    }

    /** A router that comes up or goes down has no sessions (RFC 2866 §5.1). */
    private boolean restart(Report report) {
      String nas = report.caller().nas();
      for (AccountingTable.Line open : AccountingTable.openAt(work.tx(), nas)) {
        Name name = new Name(nas, open.routersId);
        AccountingTable.Line line = cache.getOrDefault(name, open);
        line.totals.lost(Cause.NAS_REBOOT.number());
        touched.put(name, line);
      }
      for (String session : work.sessionsAt(nas)) {
        work.ended(session, EndReason.IDLE, report.delaySeconds() * 1_000);
      }
      return true;
    }
  }

  /**
   * Sessions as they were reported, the newest first.
   *
   * @param text a user, a device's address or a router; empty for all
   */
  public List<Accounted> search(String text, long beforeSeq, int max) {
    return store.read(tx -> AccountingTable.search(tx, text, beforeSeq, max));
  }

  /** What a router calls the session, and the name its user gave: to tell it about the session. */
  public Optional<Accounted> ofSession(String session) {
    return store.read(tx -> AccountingTable.ofSession(tx, session)).map(AccountingTable::shown);
  }

  /** Forgets sessions that were last heard of before so many days of service. */
  public int cleanUp(int keepDays) {
    long before = clock.millis() - keepDays * 86_400_000L;
    return store.write(tx -> AccountingTable.forgetBefore(tx, before));
  }
}
