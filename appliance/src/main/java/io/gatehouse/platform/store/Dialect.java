package io.gatehouse.platform.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What SQLite and PostgreSQL do not have in common. All other SQL of the product runs on both: text
 * is TEXT, whole numbers are INTEGER (32 bits) or BIGINT, truth is INTEGER 0 or 1, bytes are BYTEA;
 * upserts are {@code ON CONFLICT}.
 */
public interface Dialect {

  /** Where the data is, for messages. */
  String place();

  /** A connection for the writer, in autocommit mode. */
  Connection writer() throws SQLException;

  /** A connection that refuses changes. */
  Connection reader() throws SQLException;

  /** Starts a transaction that will write. */
  String beginWrite();

  /** Starts a transaction whose reads all see one moment. */
  String beginRead();

  /** Added to a query whose row is about to be changed, so that no other program changes it. */
  String forUpdate();

  /** A migration's statement in the words of this database. */
  String schema(String portable);

  /** Puts a copy aside before the schema is changed. Says where it is, or why there is none. */
  String backup(Connection writer, int version) throws SQLException;

  /** Housekeeping between two groups of writes, outside any transaction. */
  void tidy(Connection writer) throws SQLException;

  /** Leaves everything in one place before the last connection goes. */
  void finish(Connection writer) throws SQLException;
}
