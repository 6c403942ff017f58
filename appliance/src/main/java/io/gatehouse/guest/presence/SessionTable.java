package io.gatehouse.guest.presence;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Tx;
import java.util.List;
import java.util.Optional;

/** The rows of sessions. */
public final class SessionTable {
  private static final String SELECT =
      "SELECT id, pass_id, mac, ip, hostname, state, opened_ms, since_ms, present_ms, up_bytes,"
          + " down_bytes, held, nas FROM session WHERE ";
  private static final Row<Presence> PRESENCE =
      row ->
          new Presence(
              row.getString(1),
              row.getString(2),
              Mac.of(row.getString(3)),
              Ipv4.of(row.getString(4)),
              row.getString(5),
              row.getInt(12) != 0
                  ? SessionView.State.HELD
                  : SessionView.State.valueOf(row.getString(6)),
              row.getLong(7),
              row.getLong(8),
              row.getLong(9),
              row.getLong(10),
              row.getLong(11),
              row.getString(13));

  private SessionTable() {}

  public static void insert(Tx tx, Presence session) {
    tx.update(
        "INSERT INTO session (id, pass_id, mac, ip, hostname, state, opened_ms, since_ms,"
            + " present_ms, up_bytes, down_bytes, nas) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        session.id(),
        session.passId(),
        session.mac().toString(),
        session.ip().toString(),
        session.hostname(),
        session.state(),
        session.openedMillis(),
        session.sinceMillis(),
        session.presentMillis(),
        session.upBytes(),
        session.downBytes(),
        session.nas());
  }

  /** Writes the state and where the device is; totals are written when it ends or is folded. */
  public static void save(Tx tx, Presence session) {
    tx.update(
        "UPDATE session SET ip = ?, hostname = ?, nas = ?, state = ?, held = ?, since_ms = ?,"
            + " present_ms = ? WHERE id = ?",
        session.ip().toString(),
        session.hostname(),
        session.nas(),
        session.held() ? SessionView.State.PAUSED : session.state(),
        session.held(),
        session.sinceMillis(),
        session.presentMillis(),
        session.id());
  }

  public static void end(Tx tx, Presence session, EndReason reason, long at) {
    tx.update(
        "UPDATE session SET state = 'ENDED', reason = ?, since_ms = ?, present_ms = ?,"
            + " up_bytes = ?, down_bytes = ? WHERE id = ?",
        reason,
        at,
        session.presentAt(at),
        session.upBytes(),
        session.downBytes(),
        session.id());
  }

  static void fold(Tx tx, List<Object[]> upDownId) {
    tx.updateAll(
        "UPDATE session SET up_bytes = ?, down_bytes = ? WHERE id = ? AND state <> 'ENDED'",
        upDownId);
  }

  /** Adds what a router counted. */
  public static void add(Tx tx, String id, long upBytes, long downBytes) {
    tx.update(
        "UPDATE session SET up_bytes = up_bytes + ?, down_bytes = down_bytes + ? WHERE id = ?",
        upBytes,
        downBytes,
        id);
  }

  public static Optional<Presence> find(Tx tx, String id) {
    return tx.one(SELECT + "id = ? AND state <> 'ENDED'", PRESENCE, id);
  }

  /** The device's session that is not over. */
  public static Optional<Presence> of(Tx tx, Mac mac) {
    return tx.one(SELECT + "mac = ? AND state <> 'ENDED'", PRESENCE, mac.toString());
  }

  /** Those of this box at the address. */
  public static List<Presence> openAt(Tx tx, Ipv4 ip) {
    return tx.list(SELECT + "ip = ? AND nas = '' AND state = 'OPEN'", PRESENCE, ip.toString());
  }

  /** Those of a pass that are not over. */
  public static List<Presence> ofPass(Tx tx, String passId) {
    return tx.list(SELECT + "pass_id = ? AND state <> 'ENDED' ORDER BY id", PRESENCE, passId);
  }

  public static List<Presence> all(Tx tx) {
    return tx.list(SELECT + "state <> 'ENDED'", PRESENCE);
  }

  /** Those that the box's own gate carries. */
  public static List<String> openIds(Tx tx) {
    return tx.list(
        "SELECT id FROM session WHERE state = 'OPEN' AND nas = ''", row -> row.getString(1));
  }

  public static Optional<EndReason> lastEnd(Tx tx, Mac mac, long since) {
    return tx.one(
        "SELECT reason FROM session WHERE mac = ? AND since_ms > ? AND state = 'ENDED'"
            + " ORDER BY since_ms DESC, length(id) DESC, id DESC LIMIT 1",
        row -> EndReason.valueOf(row.getString(1)),
        mac.toString(),
        since);
  }

  /** Whether another session of the pass has been open since then, or is. */
  public static boolean othersOpenSince(Tx tx, Presence session, long millis) {
    return tx.one(
            "SELECT 1 FROM session WHERE pass_id = ? AND id <> ?"
                + " AND (state = 'OPEN' OR (state = 'ENDED' AND since_ms > ?)) LIMIT 1",
            row -> row.getInt(1),
            session.passId(),
            session.id(),
            millis)
        .isPresent();
  }

  /** Forgets sessions that ended before this. */
  public static int forgetBefore(Tx tx, long millis) {
    return tx.update("DELETE FROM session WHERE state = 'ENDED' AND since_ms < ?", millis);
  }
}
