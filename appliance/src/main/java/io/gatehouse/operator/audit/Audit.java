package io.gatehouse.operator.audit;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import java.time.Instant;
import java.util.List;

/**
 * Who did what. Each line is kept twice in one transaction: as a row to look through and as a fact
 * that travels with the journal.
 */
public final class Audit {
  private static final int LONGEST = 200;

  private final Store store;
  private final Journal journal;
  private final ServiceClock service;
  private final WallClock wall;

  public Audit(Store store, Journal journal, ServiceClock service, WallClock wall) {
    this.store = store;
    this.journal = journal;
    this.service = service;
    this.wall = wall;
  }

  /**
   * Writes down an action. Texts may come from strangers: control characters become {@code ?} and
   * what is longer than 200 characters is cut, so that one action is one line wherever it is shown.
   *
   * @param target the id of what was acted on, or empty
   */
  public void record(Actor actor, String action, String target, String outcome) {
    OperatorActed fact =
        new OperatorActed(
            line(actor.name()), line(actor.from()), line(action), line(target), line(outcome));
    store.write(
        tx -> {
          tx.update(
              "INSERT INTO audit (seq, who, from_address, action, target, outcome, service_ms,"
                  + " wall_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              tx.next("audit"),
              fact.who(),
              fact.from(),
              fact.action(),
              fact.target(),
              fact.outcome(),
              service.millis(),
              wall.now().toEpochMilli());
          journal.append(tx, fact);
          return fact;
        });
  }

  /**
   * An action that was written down.
   *
   * @param wall for display only
   */
  public record Line(long seq, Instant wall, OperatorActed acted) {}

  /**
   * Newest first, with numbers below {@code before}.
   *
   * @param who a name, or empty = everybody
   * @param action the beginning of an action such as {@code voucher.}, or empty
   */
  public List<Line> list(long before, String who, String action, int max) {
    return store.read(
        tx ->
            tx.list(
                "SELECT seq, wall_ms, who, from_address, action, target, outcome FROM audit"
                    + " WHERE seq < ? AND (? = '' OR who = ?)"
                    + " AND substr(action, 1, length(?)) = ? ORDER BY seq DESC LIMIT ?",
                row ->
                    new Line(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        new OperatorActed(
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7))),
                before,
                who,
                who,
                action,
                action,
                max));
  }

  /** The newest actions, newest first. */
  public List<OperatorActed> newest(int max) {
    return list(Long.MAX_VALUE, "", "", max).stream().map(Line::acted).toList();
  }

  private static String line(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    StringBuilder safe = new StringBuilder(cut.length());
    cut.codePoints().forEach(c -> safe.appendCodePoint(printable(c) ? c : '?'));
    return safe.toString();
  }

  /** Refuses control, line-separating and direction-changing characters. */
  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
