package io.gatehouse.campaign.kill;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the killed edge left on the disk, read with plain SQL and without a line of the product.
 *
 * @param trouble what SQLite's own checks say; empty = sound
 */
record OnDisk(
    List<String> trouble,
    Map<String, Voucher> vouchers,
    List<Pass> passes,
    List<Session> sessions,
    List<Fact> facts) {

  /**
   * @param pass empty where it is unused
   */
  record Voucher(String id, String state, String pass) {}

  /**
   * @param runningSince -1 where its time rests
   */
  record Pass(String id, String voucher, long usedMillis, long runningSince) {}

  record Session(String id, String voucher, String mac, String ip, String state) {}

  /** A line of the journal: {@code kind voucher [reason]}, and whose it is. */
  record Fact(String text, String voucher, String mac) {}

  /**
   * @param afterSeq journal entries up to this one are old
   */
  static OnDisk read(Path file, long afterSeq) {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      List<String> trouble = new ArrayList<>();
      each(database, "PRAGMA integrity_check", row -> trouble.add(row.getString(1)));
      trouble.remove("ok");
      each(
          database,
          "PRAGMA foreign_key_check",
          row -> trouble.add("foreign key of " + row.getString(1) + " row " + row.getString(2)));
      Map<String, Voucher> vouchers = new HashMap<>();
      each(
          database,
          "SELECT id, state, pass_id FROM voucher",
          row -> {
            String pass = row.getString(3);
            vouchers.put(
                row.getString(1),
                new Voucher(row.getString(1), row.getString(2), pass == null ? "" : pass));
          });
      List<Pass> passes = new ArrayList<>();
      Map<String, String> voucherOf = new HashMap<>();
      each(
          database,
          "SELECT id, COALESCE(voucher_id, ''), used_ms, COALESCE(running_since_ms, -1) FROM pass",
          row -> {
            passes.add(
                new Pass(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
            voucherOf.put(row.getString(1), row.getString(2));
          });
      List<Session> sessions = new ArrayList<>();
      each(
          database,
          "SELECT id, pass_id, mac, ip, state FROM session WHERE state <> 'ENDED'",
          row ->
              sessions.add(
                  new Session(
                      row.getString(1),
                      voucherOf.get(row.getString(2)),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5))));
      return new OnDisk(trouble, vouchers, passes, sessions, facts(database, afterSeq, voucherOf));
    } catch (SQLException e) {
      return new OnDisk(
          List.of("cannot be read: " + e.getMessage()), Map.of(), List.of(), List.of(), List.of());
    }
  }

  private static List<Fact> facts(Connection database, long afterSeq, Map<String, String> voucherOf)
      throws SQLException {
    List<Fact> facts = new ArrayList<>();
    each(
        database,
        "SELECT kind, json FROM journal WHERE seq > " + afterSeq + " ORDER BY seq",
        row -> {
          String kind = row.getString(1);
          if (kind.startsWith("Session") || kind.matches("Voucher(Redeemed|Revoked)")) {
            JsonObject json = new JsonObject(row.getString(2));
            String voucher =
                json.getString("voucher", voucherOf.getOrDefault(json.getString("pass"), "?"));
            String reason = json.getString("reason", "");
            facts.add(
                new Fact(
                    (kind + " " + voucher + " " + reason).strip(),
                    voucher,
                    json.getString("mac", "")));
          }
        });
    return facts;
  }

  /** The number of the newest journal entry. */
  static long newestSeq(Path file) {
    long[] newest = {0};
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      each(database, "SELECT MAX(seq) FROM journal", row -> newest[0] = row.getLong(1));
      return newest[0];
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private static void each(Connection database, String query, Reader reader) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
