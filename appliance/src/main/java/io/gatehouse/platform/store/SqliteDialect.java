package io.gatehouse.platform.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/**
 * One file with a write-ahead log, synced at each commit. Checkpoints are ours: they run between
 * two groups, when the callers of the last group have their answer already.
 */
public final class SqliteDialect implements Dialect {
  static final long LOG_LIMIT_BYTES = 4L << 20;
  private static final int BUSY_MILLIS = 5_000;
  private static final int WRITER_CACHE_KIB = 2_048;
  private static final int READER_CACHE_KIB = 512;

  private final Path file;

  public SqliteDialect(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public String place() {
    return file.toString();
  }

  @Override
  public Connection writer() throws SQLException {
    return connect(false);
  }

  @Override
  public Connection reader() throws SQLException {
    return connect(true);
  }

  private Connection connect(boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-(readOnly ? READER_CACHE_KIB : WRITER_CACHE_KIB));
    config.setJournalSizeLimit((int) LOG_LIMIT_BYTES);
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try {
      execute(connection, readOnly ? "PRAGMA query_only = ON" : "PRAGMA wal_autocheckpoint = 0");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  @Override
  public String beginWrite() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public String beginRead() {
    return "BEGIN";
  }

  @Override
  public String forUpdate() {
    return "";
  }

  /** A whole-number key spelled this way is the row's own place and needs no second index. */
  @Override
  public String schema(String portable) {
    return portable.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY");
  }

  @Override
  public String backup(Connection writer, int version) throws SQLException {
    Path copy = file.resolveSibling(file.getFileName() + ".before-" + version);
    try {
      try (DirectoryStream<Path> older =
          Files.newDirectoryStream(file.getParent(), file.getFileName() + ".before-*")) {
        for (Path path : older) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new StoreException("remove older copies of " + file, e);
    }
    try (PreparedStatement statement = writer.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, copy.toString());
      statement.execute();
    }
    return copy.toString();
  }

  /**
   * Moves a log that has reached its limit into the file without waiting for readers; the next
   * commit then starts it over and cuts it to the limit. A log that readers have kept alive far
   * past that is cut with a wait, as it would fill the disk.
   */
  @Override
  public void tidy(Connection writer) throws SQLException {
    long log = file.resolveSibling(file.getFileName() + "-wal").toFile().length();
    if (log > LOG_LIMIT_BYTES) {
      execute(writer, "PRAGMA wal_checkpoint(PASSIVE)");
    }
    if (log > 8 * LOG_LIMIT_BYTES) {
      execute(writer, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  @Override
  public void finish(Connection writer) throws SQLException {
    execute(writer, "PRAGMA wal_checkpoint(TRUNCATE)");
  }

  /** An open pragma statement makes the next statement fail with SQLITE_BUSY, so it is closed. */
  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
