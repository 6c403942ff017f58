package io.gatehouse.radius.accounting;

import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Tx;
import java.util.List;
import java.util.Optional;

/** The rows of sessions that routers reported. */
final class AccountingTable {
  private AccountingTable() {}

  /** A row that changes as reports come in. */
  static final class Line {
    final long seq;
    final String nas;
    final String routersId;
    final Totals totals;
    String user;
    String mac;
    String ip;
    String session;
    long startedMillis;
    boolean fresh;

    Line(long seq, String nas, String routersId, Totals totals) {
      this.seq = seq;
      this.nas = nas;
      this.routersId = routersId;
      this.totals = totals;
    }
  }

  private static final Row<Line> LINE =
      row -> {
        Line line =
            new Line(
                row.getLong(1), row.getString(2), row.getString(3), Totals.of(row.getBytes(4)));
        line.user = row.getString(5);
        line.mac = row.getString(6);
        line.ip = row.getString(7);
        line.session = row.getString(8);
        line.startedMillis = row.getLong(9);
        return line;
      };

  private static final String SELECT =
      "SELECT seq, nas, routers_id, totals, user_name, mac, ip, session_id, started_wall_ms"
          + " FROM accounting_session WHERE ";

  /** The newest session of that name. */
  static Optional<Line> find(Tx tx, String nas, String routersId) {
    return tx.one(
        SELECT + "nas = ? AND routers_id = ? ORDER BY seq DESC LIMIT 1", LINE, nas, routersId);
  }

  static List<Line> openAt(Tx tx, String nas) {
    return tx.list(SELECT + "nas = ? AND stopped = 0", LINE, nas);
  }

  /** The newest session that a router reported for one of the box's. */
  static Optional<Line> ofSession(Tx tx, String session) {
    return tx.one(SELECT + "session_id = ? ORDER BY seq DESC LIMIT 1", LINE, session);
  }

  static void write(Tx tx, List<Line> fresh, List<Line> known, long now) {
    if (!fresh.isEmpty()) {
      tx.updateAll(
          "INSERT INTO accounting_session (totals, stopped, ip, session_id, updated_ms, user_name,"
              + " mac, nas, routers_id, started_wall_ms, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
              + " ?)",
          fresh.stream()
              .map(
                  line ->
                      new Object[] {
                        line.totals.bytes(),
                        line.totals.stopped(),
                        line.ip,
                        line.session,
                        now,
                        line.user,
                        line.mac,
                        line.nas,
                        line.routersId,
                        line.startedMillis,
                        line.seq
                      })
              .toList());
    }
    if (!known.isEmpty()) {
      tx.updateAll(
          "UPDATE accounting_session SET totals = ?, stopped = ?, ip = ?, session_id = ?,"
              + " updated_ms = ? WHERE seq = ?",
          known.stream()
              .map(
                  line ->
                      new Object[] {
                        line.totals.bytes(),
                        line.totals.stopped(),
                        line.ip,
                        line.session,
                        now,
                        line.seq
                      })
              .toList());
    }
  }

  /** The newest first; where a text is given, only those whose user, device or router it is. */
  static List<Accounted> search(Tx tx, String text, long beforeSeq, int max) {
    String where = text.isEmpty() ? "" : "(user_name = ? OR mac = ? OR nas = ?) AND ";
    Object[] args =
        text.isEmpty()
            ? new Object[] {beforeSeq, max}
            : new Object[] {text, text, text, beforeSeq, max};
    return tx.list(SELECT + where + "seq < ? ORDER BY seq DESC LIMIT ?", LINE, args).stream()
        .map(AccountingTable::shown)
        .toList();
  }

  static Accounted shown(Line line) {
    Totals totals = line.totals;
    return new Accounted(
        line.seq,
        line.nas,
        line.routersId,
        line.user,
        line.mac,
        line.ip,
        line.session,
        line.startedMillis,
        totals.stopped(),
        totals.cause(),
        totals.seconds(),
        totals.upBytes(),
        totals.downBytes());
  }

  static int forgetBefore(Tx tx, long millis) {
    return tx.update("DELETE FROM accounting_session WHERE updated_ms < ?", millis);
  }
}
