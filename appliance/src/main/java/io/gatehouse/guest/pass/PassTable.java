package io.gatehouse.guest.pass;

import io.gatehouse.guest.plan.PlanColumns;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Passes and the devices bound to them. */
public final class PassTable {
  private static final String COLUMNS =
      "id, voucher_id, plan_id, "
          + PlanColumns.NAMES
          + ", started_ms, used_ms, running_since_ms, ended_bytes, forgiven_bytes";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM pass ";
  private static final Row<Pass> PASS = PassTable::read;

  private PassTable() {}

  private static Pass read(ResultSet row) throws SQLException {
    String voucher = row.getString(2);
    int used = 4 + PlanColumns.COUNT;
    return new Pass(
        row.getString(1),
        voucher == null ? "" : voucher,
        PlanColumns.read(row, 3),
        orNone(row, used),
        row.getLong(used + 1),
        orNone(row, used + 2),
        row.getLong(used + 3),
        row.getLong(used + 4));
  }

  private static long orNone(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? -1 : value;
  }

  private static Long orNull(long millis) {
    return millis < 0 ? null : millis;
  }

  public static void insert(Tx tx, Pass pass) {
    tx.update(
        "INSERT INTO pass ("
            + COLUMNS
            + ") VALUES (?, ?, ?, "
            + PlanColumns.MARKS
            + ", ?, ?, ?, ?, ?)",
        PlanColumns.values(
            new Object[] {
              pass.id(), pass.voucherId().isEmpty() ? null : pass.voucherId(), pass.plan().id()
            },
            pass.plan(),
            orNull(pass.startedMillis()),
            pass.usedMillis(),
            orNull(pass.runningSinceMillis()),
            pass.endedBytes(),
            pass.forgivenBytes()));
  }

  /** Writes what was used. */
  public static void save(Tx tx, Pass pass) {
    tx.update(
        "UPDATE pass SET started_ms = ?, used_ms = ?, running_since_ms = ?, ended_bytes = ?,"
            + " forgiven_bytes = ? WHERE id = ?",
        orNull(pass.startedMillis()),
        pass.usedMillis(),
        orNull(pass.runningSinceMillis()),
        pass.endedBytes(),
        pass.forgivenBytes(),
        pass.id());
  }

  /** Writes other terms. */
  public static void saveTerms(Tx tx, Pass pass) {
    tx.update(
        "UPDATE pass SET plan_id = ?, " + PlanColumns.SETS + " WHERE id = ?",
        PlanColumns.values(new Object[] {pass.plan().id()}, pass.plan(), pass.id()));
  }

  public static Optional<Pass> find(Tx tx, String id) {
    return tx.one(SELECT + "WHERE id = ?", PASS, id);
  }

  public static Optional<Pass> ofVoucher(Tx tx, String voucherId) {
    return tx.one(SELECT + "WHERE voucher_id = ?", PASS, voucherId);
  }

  /** The passes of all sessions that are not over. */
  public static List<Pass> inUse(Tx tx) {
    return tx.list(
        SELECT + "WHERE id IN (SELECT pass_id FROM session WHERE state <> 'ENDED')", PASS);
  }

  /** The devices that have a place, the longest bound first. */
  public static List<Mac> devices(Tx tx, String passId) {
    return tx.list(
        "SELECT mac FROM pass_device WHERE pass_id = ? ORDER BY bound_ms, mac",
        row -> Mac.of(row.getString(1)),
        passId);
  }

  /** Gives the device a place, or a new token for the place it has. */
  public static void bind(Tx tx, String passId, Mac mac, long now, byte[] tokenDigest) {
    tx.update(
        "INSERT INTO pass_device (pass_id, mac, bound_ms, resume_digest) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (pass_id, mac) DO UPDATE SET resume_digest = excluded.resume_digest",
        passId,
        mac.toString(),
        now,
        tokenDigest);
  }

  public static void unbind(Tx tx, String passId, Mac mac) {
    tx.update("DELETE FROM pass_device WHERE pass_id = ? AND mac = ?", passId, mac.toString());
  }

  public static void unbindAll(Tx tx, String passId) {
    tx.update("DELETE FROM pass_device WHERE pass_id = ?", passId);
  }

  /** Whose place a token proves. */
  public static Optional<Place> place(Tx tx, byte[] tokenDigest) {
    return tx.one(
        "SELECT pass_id, mac FROM pass_device WHERE resume_digest = ?",
        row -> new Place(row.getString(1), Mac.of(row.getString(2))),
        tokenDigest);
  }

  /** A device's place in a pass. */
  public record Place(String passId, Mac mac) {}
}
