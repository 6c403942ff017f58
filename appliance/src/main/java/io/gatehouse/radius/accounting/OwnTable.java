package io.gatehouse.radius.accounting;

import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Tx;
import java.util.List;
import java.util.Optional;

/** Rows of the box's own sessions as a pool was told of them. */
final class OwnTable {
  private static final String COLUMNS =
      "session, pool, boot_id, acct_id, pass, user_name, mac, ip, base_s, base_up, base_down,"
          + " told_ms, told_s, told_up, told_down";

  private static final Row<Line> LINE =
      row -> {
        Line line = new Line(row.getString(1), row.getString(2), row.getString(3));
        line.acctId = row.getString(4);
        line.pass = row.getString(5);
        line.user = row.getString(6);
        line.mac = row.getString(7);
        line.ip = row.getString(8);
        line.base = new Used(row.getLong(9), row.getLong(10), row.getLong(11));
        line.toldMillis = row.getLong(12);
        line.told = new Used(row.getLong(13), row.getLong(14), row.getLong(15));
        return line;
      };

  private OwnTable() {}

  /**
   * What a session has used.
   *
   * @param up bytes from the guest
   */
  record Used(long seconds, long up, long down) {
    static final Used NOTHING = new Used(0, 0, 0);

    Used minus(Used other) {
      return new Used(
          Math.max(seconds - other.seconds, 0),
          Math.max(up - other.up, 0),
          Math.max(down - other.down, 0));
    }

    /** The larger of each: counters of a session never fall. */
    Used atLeast(Used other) {
      return new Used(
          Math.max(seconds, other.seconds), Math.max(up, other.up), Math.max(down, other.down));
    }
  }

  /** One session. */
  static final class Line {
    final String session;
    final String pool;
    final String bootId;
    String acctId;
    String pass;
    String user;
    String mac;
    String ip;

    /** Accounted for under earlier names. */
    Used base = Used.NOTHING;

    /** Service time of the last record. */
    long toldMillis;

    /** The session's own totals in the last record. */
    Used told = Used.NOTHING;

    Line(String session, String pool, String bootId) {
      this.session = session;
      this.pool = pool;
      this.bootId = bootId;
    }
  }

  static Optional<Line> find(Tx tx, String session) {
    return tx.one("SELECT " + COLUMNS + " FROM own_accounting WHERE session = ?", LINE, session);
  }

  /** Those that another boot began. */
  static List<Line> ofOtherBoots(Tx tx, String bootId) {
    return tx.list("SELECT " + COLUMNS + " FROM own_accounting WHERE boot_id <> ?", LINE, bootId);
  }

  /** Whether another pool was told of sessions. */
  static boolean toldOthers(Tx tx, String pool) {
    return tx.one("SELECT 1 FROM own_accounting_on WHERE pool <> ?", row -> 1, pool).isPresent();
  }

  /** Whether a pool was told of this box before. */
  static boolean knows(Tx tx, String pool) {
    return tx.one("SELECT 1 FROM own_accounting_on WHERE pool = ?", row -> 1, pool).isPresent();
  }

  /** Those that nothing was said of since a moment of service time. */
  static List<Line> toldBefore(Tx tx, long millis, int max) {
    return tx.list(
        "SELECT " + COLUMNS + " FROM own_accounting WHERE told_ms < ? ORDER BY told_ms LIMIT ?",
        LINE,
        millis,
        max);
  }

  static List<Line> all(Tx tx) {
    return tx.list("SELECT " + COLUMNS + " FROM own_accounting", LINE);
  }

  static void save(Tx tx, Line line) {
    delete(tx, line.session);
    tx.update(
        "INSERT INTO own_accounting ("
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        line.session,
        line.pool,
        line.bootId,
        line.acctId,
        line.pass,
        line.user,
        line.mac,
        line.ip,
        line.base.seconds(),
        line.base.up(),
        line.base.down(),
        line.toldMillis,
        line.told.seconds(),
        line.told.up(),
        line.told.down());
  }

  static void delete(Tx tx, String session) {
    tx.update("DELETE FROM own_accounting WHERE session = ?", session);
  }

  /** Notes that a pool knows of a boot. False where it did already. */
  static boolean firstOf(Tx tx, String pool, String bootId) {
    boolean known =
        tx.one(
                "SELECT 1 FROM own_accounting_on WHERE pool = ? AND boot_id = ?",
                row -> 1,
                pool,
                bootId)
            .isPresent();
    if (!known) {
      tx.update("DELETE FROM own_accounting_on WHERE pool = ?", pool);
      tx.update("INSERT INTO own_accounting_on (pool, boot_id) VALUES (?, ?)", pool, bootId);
    }
    return !known;
  }

  /** Forgets the boots that pools were told of: the next record to any begins with On again. */
  static void forgetBoots(Tx tx) {
    tx.update("DELETE FROM own_accounting_on");
  }
}
