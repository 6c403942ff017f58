package io.gatehouse.platform.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One transaction. Values always travel as parameters; SQL text is always a constant. */
public final class Tx {
  private final Connection connection;

  Tx(Connection connection) {
    this.connection = connection;
  }

  /** Runs a change and says how many rows it touched. */
  public int update(String sql, Object... args) {
    try (PreparedStatement statement = prepare(sql, args)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new StoreException(sql, e);
    }
  }

  /** All rows, in the order of the query. */
  public <T> List<T> list(String sql, Row<T> row, Object... args) {
    try (PreparedStatement statement = prepare(sql, args);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.from(rows));
      }
      return all;
    } catch (SQLException e) {
      throw new StoreException(sql, e);
    }
  }

  /** The first row, if there is one. */
  public <T> Optional<T> one(String sql, Row<T> row, Object... args) {
    return list(sql, row, args).stream().findFirst();
  }

  /** The next id of this box: {@code <box>-<sequence>}. */
  public String newId() {
    throw new UnsupportedOperationException();
  }

  private PreparedStatement prepare(String sql, Object[] args) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < args.length; i++) {
      statement.setObject(i + 1, args[i]);
    }
    return statement;
  }
}
