package io.gatehouse.platform.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers handed out in one group of writes. Read once and written once a group; a work that is
 * rolled back gives its numbers back, so that what is committed has no gaps.
 */
final class Counters {
  private final Statements statements;
  private final String read;
  private final Map<String, Long> stored = new HashMap<>();
  private Map<String, Long> settled = Map.of();
  private Map<String, Long> current = new HashMap<>();

  Counters(Statements statements, Dialect dialect) {
    this.statements = statements;
    this.read = "SELECT value FROM counter WHERE name = ?" + dialect.forUpdate();
  }

  long next(String name) throws SQLException {
    Long last = current.get(name);
    if (last == null) {
      last = load(name);
      stored.put(name, last);
    }
    current.put(name, last + 1);
    return last + 1;
  }

  /** The work at hand counts. */
  void settle() {
    settled = Map.copyOf(current);
  }

  /** The work at hand was undone. */
  void undo() {
    current = new HashMap<>(settled);
  }

  /** Writes what changed, before the commit. */
  void store() throws SQLException {
    for (Map.Entry<String, Long> counter : current.entrySet()) {
      if (counter.getValue().equals(stored.get(counter.getKey()))) {
        continue;
      }
      String sql =
          "INSERT INTO counter (name, value) VALUES (?, ?)"
              + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";
      PreparedStatement statement = statements.take(sql);
      statement.setString(1, counter.getKey());
      statement.setLong(2, counter.getValue());
      statement.executeUpdate();
      statements.giveBack(sql, statement);
    }
  }

  private long load(String name) throws SQLException {
    PreparedStatement statement = statements.take(read);
    statement.setString(1, name);
    long value;
    try (ResultSet rows = statement.executeQuery()) {
      value = rows.next() ? rows.getLong(1) : 0;
    }
    statements.giveBack(read, statement);
    return value;
  }
}
