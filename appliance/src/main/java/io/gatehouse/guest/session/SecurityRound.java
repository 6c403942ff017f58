package io.gatehouse.guest.session;

import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.network.gate.Counter;
import io.gatehouse.network.gate.Gate;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks every half hour for what should not be, and records what it finds. */
public final class SecurityRound {
  /** A member that runs out by itself is no finding. */
  private static final int ABOUT_TO_GO_SECONDS = 10;

  private static final int MOST_SESSIONS = 100_000;

  private final Store store;
  private final Journal journal;
  private final Gate gate;
  private final Sessions sessions;

  public SecurityRound(Store store, Journal journal, Gate gate, Sessions sessions) {
    this.store = store;
    this.journal = journal;
    this.gate = gate;
    this.sessions = sessions;
  }

  /** What can be found. */
  public enum Kind {
    /** Two sessions are open for one device, or at one address. */
    TWO_SESSIONS,
    /** The kernel lets a device pass that has no open session. */
    PASSES_WITHOUT_SESSION,
    /** A session is held, as its device's addresses were used by two. */
    CLONE_SUSPECTED,
    /** One device tried many codes that do not exist. */
    CODES_TRIED
  }

  /**
   * One finding.
   *
   * @param subject the device or address it is about
   */
  public record Anomaly(Kind kind, String subject, String detail) {}

  /**
   * Looks once. A gate that is away comes out as {@code GateUnreachable}, after the other findings
   * were recorded.
   */
  public List<Anomaly> walk() {
    List<Anomaly> found = new ArrayList<>(store.read(SecurityRound::doubles));
    for (SessionView session : sessions.list("", MOST_SESSIONS)) {
      if (session.state() == SessionView.State.HELD) {
        found.add(
            new Anomaly(Kind.CLONE_SUSPECTED, session.mac().toString(), "session " + session.id()));
      }
    }
    sessions
        .guessers()
        .forEach(
            (mac, wrong) ->
                found.add(new Anomaly(Kind.CODES_TRIED, mac.toString(), wrong + " unknown codes")));
    record(found);
    List<Anomaly> strangers = strangers();
    record(strangers);
    found.addAll(strangers);
    return found;
  }

  private void record(List<Anomaly> found) {
    if (!found.isEmpty()) {
      store.write(
          tx -> {
            for (Anomaly each : found) {
              journal.append(
                  tx, new SessionFacts.AnomalySeen(each.kind(), each.subject(), each.detail()));
            }
            return null;
          });
    }
  }

  private static List<Anomaly> doubles(Tx tx) {
    List<Anomaly> found = new ArrayList<>();
    found.addAll(
        tx.list(
            "SELECT ip, COUNT(*) FROM session WHERE state = 'OPEN' GROUP BY ip HAVING COUNT(*) > 1",
            row -> twice(row.getString(1), row.getInt(2))));
    found.addAll(
        tx.list(
            "SELECT mac, COUNT(*) FROM session WHERE state = 'OPEN' GROUP BY mac"
                + " HAVING COUNT(*) > 1",
            row -> twice(row.getString(1), row.getInt(2))));
    return found;
  }

  private static Anomaly twice(String subject, int count) {
    return new Anomaly(Kind.TWO_SESSIONS, subject, count + " open sessions");
  }

  /** Who passes without a session at two looks: one look may meet an ending that is under way. */
  private List<Anomaly> strangers() {
    Set<Counter> first = without(gate.counters());
    if (first.isEmpty()) {
      return List.of();
    }
    Set<Mac> still = new HashSet<>();
    without(gate.counters()).forEach(member -> still.add(member.mac()));
    return first.stream()
        .filter(member -> still.contains(member.mac()))
        .map(
            member ->
                new Anomaly(
                    Kind.PASSES_WITHOUT_SESSION, member.mac().toString(), "at " + member.ip()))
        .toList();
  }

  private Set<Counter> without(List<Counter> members) {
    Set<Counter> strangers = new HashSet<>();
    for (Counter member : members) {
      boolean known =
          sessions
              .of(member.mac())
              .filter(session -> session.state() == SessionView.State.OPEN)
              .filter(session -> session.ip().equals(member.ip()))
              .isPresent();
      if (!known && member.ttlSeconds() > ABOUT_TO_GO_SECONDS) {
        strangers.add(member);
      }
    }
    return strangers;
  }
}
