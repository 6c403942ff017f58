package io.gatehouse.platform.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Whether a ledger's file is what made the program fail. A file that is busy, full or read-only is
 * not damaged: all of it is there; nor is it where a statement was wrong.
 */
public final class Damage {
  /** Its kinds, and codes of reads that a card could not do. */
  private static final Set<SQLiteErrorCode> OF_THE_FILE =
      EnumSet.of(
          SQLiteErrorCode.SQLITE_CORRUPT,
          SQLiteErrorCode.SQLITE_NOTADB,
          SQLiteErrorCode.SQLITE_IOERR_READ,
          SQLiteErrorCode.SQLITE_IOERR_SHORT_READ,
          SQLiteErrorCode.SQLITE_IOERR_CORRUPTFS);

  /** An extended code has its kind in the lowest byte. */
  private static final int KIND = 0xff;

  private Damage() {}

  /**
   * The reason, where it is the file's. Reads all of it, which takes about a second for 100 MB.
   *
   * @param failure what the program ended with
   */
  public static Optional<String> behind(Throwable failure, Path file) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException said && ofTheFile(said)) {
        return Optional.of(said.getMessage());
      }
    }
    return in(file);
  }

  private static Optional<String> in(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Connection connection = new SqliteDialect(file).writer();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA integrity_check(1)")) {
      rows.next();
      String found = rows.getString(1);
      return "ok".equals(found) ? Optional.empty() : Optional.of(found);
    } catch (SQLiteException e) {
      return ofTheFile(e) ? Optional.of(e.getMessage()) : Optional.empty();
    } catch (SQLException e) {
      throw new StoreException("check " + file, e);
    }
  }

  private static boolean ofTheFile(SQLiteException said) {
    int code = said.getResultCode().code;
    return OF_THE_FILE.stream().anyMatch(one -> one.code == code || one.code == (code & KIND));
  }
}
