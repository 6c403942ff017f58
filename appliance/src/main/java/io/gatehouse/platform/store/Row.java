package io.gatehouse.platform.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a value of the row that the result set stands on. */
@FunctionalInterface
public interface Row<T> {
  T from(ResultSet row) throws SQLException;
}
