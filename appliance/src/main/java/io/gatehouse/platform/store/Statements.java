package io.gatehouse.platform.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connection and the statements prepared on it, so that hot paths do not parse SQL again. Used by
 * one thread at a time. A statement that is being read from is not in the cache, which lets a row's
 * reader ask the same question again.
 */
final class Statements implements AutoCloseable {
  private static final int KEPT = 256;

  private final Connection connection;
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(64, 0.75f, true);

  Statements(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  PreparedStatement take(String sql) throws SQLException {
    PreparedStatement known = idle.remove(sql);
    return known == null ? connection.prepareStatement(sql) : known;
  }

  void giveBack(String sql, PreparedStatement statement) throws SQLException {
    PreparedStatement twin = idle.put(sql, statement);
    if (twin != null) {
      twin.close();
    }
    if (idle.size() > KEPT) {
      Iterator<PreparedStatement> eldest = idle.values().iterator();
      try (PreparedStatement dropped = eldest.next()) {
        eldest.remove();
      }
    }
  }

  /** Runs a statement without values that answers no rows. */
  void run(String sql) throws SQLException {
    PreparedStatement statement = take(sql);
    statement.execute();
    giveBack(sql, statement);
  }

  /** Closes the connection, and with it all its statements. */
  @Override
  public void close() throws SQLException {
    idle.clear();
    connection.close();
  }
}
