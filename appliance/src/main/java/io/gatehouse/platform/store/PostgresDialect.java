package io.gatehouse.platform.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A database server, for installations that outgrow one file. */
public final class PostgresDialect implements Dialect {
  private final String url;
  private final String user;
  private final Properties properties = new Properties();

  /**
   * @param url a JDBC address without credentials
   */
  public PostgresDialect(String url, String user, String password) {
    this.url = url;
    this.user = user;
    properties.setProperty("user", user);
    properties.setProperty("password", password);
  }

  @Override
  public String place() {
    return url + " as " + user;
  }

  @Override
  public Connection writer() throws SQLException {
    return DriverManager.getConnection(url, properties);
  }

  @Override
  public Connection reader() throws SQLException {
    return DriverManager.getConnection(url, properties);
  }

  @Override
  public String beginWrite() {
    return "BEGIN";
  }

  @Override
  public String beginRead() {
    return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
  }

  @Override
  public String forUpdate() {
    return " FOR UPDATE";
  }

  @Override
  public String schema(String portable) {
    return portable;
  }

  @Override
  public String backup(Connection writer, int version) {
    return "none: copies of a server's database are its administrator's";
  }

  @Override
  public void tidy(Connection writer) {}

  @Override
  public void finish(Connection writer) {}
}
