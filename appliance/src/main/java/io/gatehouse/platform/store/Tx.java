package io.gatehouse.platform.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One transaction. Values always travel as parameters; SQL text is always a constant. After a
 * statement failed the whole work is lost, on SQLite as on PostgreSQL: a work that goes on all the
 * same is rolled back.
 */
public final class Tx {
  private final Statements statements;
  private final Counters counters;
  private final String box;
  private StoreException failure;

  /**
   * @param counters null where nothing may be written
   */
  Tx(Statements statements, Counters counters, String box) {
    this.statements = statements;
    this.counters = counters;
    this.box = box;
  }

  /**
   * Runs a change and says how many rows it touched. Values are text, whole numbers, booleans (1 or
   * 0), bytes, enums (their name) or null.
   */
  public int update(String sql, Object... args) {
    return on(
        sql,
        statement -> {
          bind(statement, args);
          return statement.executeUpdate();
        });
  }

  /** Runs one change for each row of values, in one go. */
  public void updateAll(String sql, List<Object[]> rows) {
    on(
        sql,
        statement -> {
          for (Object[] args : rows) {
            bind(statement, args);
            statement.addBatch();
          }
          statement.executeBatch();
          return null;
        });
  }

  /** All rows, in the order of the query. */
  public <T> List<T> list(String sql, Row<T> row, Object... args) {
    return on(
        sql,
        statement -> {
          bind(statement, args);
          List<T> all = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              all.add(row.from(rows));
            }
          }
          return all;
        });
  }

  /** The first row, if there is one. */
  public <T> Optional<T> one(String sql, Row<T> row, Object... args) {
    return on(
        sql,
        statement -> {
          bind(statement, args);
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.ofNullable(row.from(rows)) : Optional.empty();
          }
        });
  }

  /** The next id of this box: {@code <box>-<sequence>}. */
  public String newId() {
    return box + "-" + next("id");
  }

  /** The next number of a named counter, from 1. Committed numbers have no gaps. */
  public long next(String counter) {
    if (counters == null) {
      throw new IllegalStateException("a read cannot count " + counter + " up");
    }
    try {
      return counters.next(counter);
    } catch (SQLException e) {
      throw failed("counter " + counter, e);
    }
  }

  /** The first statement that failed, if one did. */
  Optional<StoreException> failure() {
    return Optional.ofNullable(failure);
  }

  private <T> T on(String sql, Use<T> use) {
    if (failure != null) {
      throw failure;
    }
    try {
      PreparedStatement statement = statements.take(sql);
      boolean done = false;
      try {
        T result = use.of(statement);
        done = true;
        return result;
      } finally {
        if (done) {
          statements.giveBack(sql, statement);
        } else {
          statement.close();
        }
      }
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  private StoreException failed(String doing, SQLException e) {
    failure = new StoreException(doing, e);
    return failure;
  }

  private static void bind(PreparedStatement statement, Object[] args) throws SQLException {
    for (int i = 0; i < args.length; i++) {
      statement.setObject(i + 1, plain(args[i]));
    }
  }

  private static Object plain(Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Long number -> number;
      case Integer number -> number;
      case byte[] bytes -> bytes;
      case Boolean truth -> truth ? 1 : 0;
      case Enum<?> constant -> constant.name();
      default -> throw new IllegalArgumentException("cannot store a " + value.getClass().getName());
    };
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }
}
