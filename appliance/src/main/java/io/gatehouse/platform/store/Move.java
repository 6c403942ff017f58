package io.gatehouse.platform.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Moves all that is in one database into another, empty one: in one transaction there, so that it
 * holds everything or nothing. The first one is left as it is.
 */
public final class Move {
  private static final String VERSIONS = "migration";
  private static final Set<String> MADE_AT_OPENING = Set.of(VERSIONS, "box", "counter");
  private static final int BATCH = 1_000;

  private final Dialect from;
  private final Dialect to;
  private final Consumer<String> progress;

  /**
   * @param progress is told in words of each table that is done
   */
  public Move(Dialect from, Dialect to, Consumer<String> progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /** What became of it. */
  public sealed interface Moved {
    record Done(long rows) implements Moved {}

    /** There is something in the other database already: in which table. */
    record NotEmpty(String table) implements Moved {}
  }

  /** Brings both to this program's version, then moves. Nobody else may have either open. */
  public Moved all() {
    Store.open(from).close();
    Store.open(to).close();
    try (Connection source = from.reader();
        Connection target = to.writer()) {
      List<String> tables = tables(target);
      Optional<String> taken = taken(target, tables);
      if (taken.isPresent()) {
        return new Moved.NotEmpty(taken.get());
      }
      return new Moved.Done(all(source, target, tables));
    } catch (SQLException e) {
      throw new StoreException("move " + from.place() + " to " + to.place(), e);
    }
  }

  private long all(Connection source, Connection target, List<String> tables) throws SQLException {
    Map<String, Long> moved = new LinkedHashMap<>();
    run(target, to.beginWrite());
    run(target, "DELETE FROM box");
    run(target, "DELETE FROM counter");
    for (String table : tables) {
      if (!table.equals(VERSIONS)) {
        moved.put(table, table(source, target, table));
        progress.accept(table + ": " + moved.get(table) + " rows");
      }
    }
    for (Map.Entry<String, Long> one : moved.entrySet()) {
      if (count(target, one.getKey()) != one.getValue()) {
        throw new SQLException("rows of " + one.getKey() + " are missing after the move");
      }
    }
    run(target, "COMMIT");
    return moved.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long table(Connection source, Connection target, String table)
      throws SQLException {
    long count = 0;
    try (Statement read = source.createStatement()) {
      read.setFetchSize(BATCH);
      try (ResultSet rows = read.executeQuery("SELECT * FROM " + table);
          PreparedStatement write = target.prepareStatement(insert(table, rows.getMetaData()))) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            write.setObject(i, rows.getObject(i));
          }
          write.addBatch();
          if (++count % BATCH == 0) {
            write.executeBatch();
          }
        }
        write.executeBatch();
      }
    }
    return count;
  }

  private static String insert(String table, ResultSetMetaData columns) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnName(i));
    }
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", names)
        + ") VALUES ("
        + String.join(", ", names.stream().map(_ -> "?").toList())
        + ")";
  }

  /** All tables, those first that others refer to. */
  private static List<String> tables(Connection target) throws SQLException {
    Map<String, Set<String>> parents = new LinkedHashMap<>();
    try (ResultSet rows = target.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
      while (rows.next()) {
        parents.put(rows.getString("TABLE_NAME"), new LinkedHashSet<>());
      }
    }
    for (Map.Entry<String, Set<String>> one : parents.entrySet()) {
      try (ResultSet keys = target.getMetaData().getImportedKeys(null, null, one.getKey())) {
        while (keys.next()) {
          one.getValue().add(keys.getString("PKTABLE_NAME"));
        }
      }
    }
    Set<String> ordered = new LinkedHashSet<>();
    parents.keySet().forEach(table -> visit(table, parents, ordered));
    return List.copyOf(ordered);
  }

  private static void visit(String table, Map<String, Set<String>> parents, Set<String> ordered) {
    if (!ordered.contains(table)) {
      parents.get(table).stream()
          .filter(parent -> !parent.equals(table))
          .forEach(parent -> visit(parent, parents, ordered));
      ordered.add(table);
    }
  }

  private static Optional<String> taken(Connection target, List<String> tables)
      throws SQLException {
    for (String table : tables) {
      if (!MADE_AT_OPENING.contains(table) && count(target, table) > 0) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
