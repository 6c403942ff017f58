package io.gatehouse.platform.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whether this program can take over a ledger, found out on a copy: the ledger itself is only read,
 * and the program that has it open goes on.
 *
 * @param from the schema version it has
 * @param to the version that this program brings it to; the same where nothing is to be done
 */
public record Rehearsal(int from, int to) {

  /**
   * Copies, migrates the copy, has every page of it checked, and takes it away.
   *
   * @param folder where there is room for a copy
   * @throws StoreException with the reason, if this program cannot take the ledger over
   */
  public static Rehearsal of(Path file, Path folder) {
    Path place;
    try {
      place = Files.createTempDirectory(folder, "rehearsal-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path copy = place.resolve(file.getFileName());
    try {
      copy(file, copy);
      return onCopy(copy);
    } catch (SQLException e) {
      throw new StoreException("rehearse on a copy of " + file, e);
    } finally {
      delete(place);
    }
  }

  /**
   * As {@link #of}, on a copy that was made already; what is left of it is of this program's
   * version.
   *
   * @throws StoreException with the reason, if this program cannot take the ledger over
   */
  public static Rehearsal on(Path copy) {
    try {
      return onCopy(copy);
    } catch (SQLException e) {
      throw new StoreException("rehearse on " + copy, e);
    }
  }

  private static Rehearsal onCopy(Path copy) throws SQLException {
    int from = version(copy);
    Store.open(copy).close();
    check(copy);
    return new Rehearsal(from, version(copy));
  }

  /**
   * Makes a copy of a ledger as it is at one moment; the program that has it open goes on.
   *
   * @param copy does not exist yet
   */
  public static void snapshot(Path file, Path copy) {
    try {
      copy(file, copy);
    } catch (SQLException e) {
      throw new StoreException("copy " + file, e);
    }
  }

  /** A writer's connection, as one for reading alone may not write the copy either. */
  private static void copy(Path file, Path copy) throws SQLException {
    try (Connection connection = new SqliteDialect(file).writer();
        PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, copy.toString());
      statement.execute();
    }
  }

  private static int version(Path file) throws SQLException {
    try (Connection reader = new SqliteDialect(file).reader();
        Statement statement = reader.createStatement();
        ResultSet rows = statement.executeQuery("SELECT max(version) FROM migration")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void check(Path file) throws SQLException {
    try (Connection reader = new SqliteDialect(file).reader();
        Statement statement = reader.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
      rows.next();
      if (!"ok".equals(rows.getString(1))) {
        throw new StoreException("the ledger is damaged: " + rows.getString(1));
      }
    }
  }

  private static void delete(Path place) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
