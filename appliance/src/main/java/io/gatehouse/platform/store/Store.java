package io.gatehouse.platform.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The truth of the box: one file. Writers hand their work to one thread, which runs all waiting
 * works in one transaction (each in a savepoint) and syncs once, so an answer after {@link #write}
 * is always durable.
 */
public final class Store implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);
  private static final String MIGRATIONS = "io/gatehouse/platform/store/migrations";
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int NAME_LENGTH = 6;

  private final String box;
  private final Writer writer;
  private final Readers readers;

  private Store(Dialect dialect, Statements first, String box) {
    this.box = box;
    this.writer = new Writer(dialect, first, box);
    this.readers = new Readers(dialect, box);
  }

  /**
   * Opens or creates the file and brings it to this program's version. Refuses a file of a newer
   * program.
   */
  public static Store open(Path file) {
    return open(new SqliteDialect(file));
  }

  /** As {@link #open(Path)}, for another kind of database. */
  public static Store open(Dialect dialect) {
    return open(dialect, Migrations.in(MIGRATIONS));
  }

  static Store open(Dialect dialect, Migrations migrations) {
    Connection connection;
    try {
      connection = dialect.writer();
    } catch (SQLException e) {
      throw new StoreException("open " + dialect.place(), e);
    }
    boolean open = false;
    try {
      migrations.apply(dialect, connection);
      Store store = new Store(dialect, new Statements(connection), boxName(connection));
      open = true;
      return store;
    } catch (SQLException e) {
      throw new StoreException("name the box in " + dialect.place(), e);
    } finally {
      if (!open) {
        closeQuietly(connection);
      }
    }
  }

  /**
   * Runs the work in a transaction and returns once it is on disk. What the work throws undoes it
   * and comes out here. A {@link StoreException} means that nothing of the work was stored.
   */
  public <T> T write(Work<T> work) {
    return writer.write(work);
  }

  /** Runs the work on a snapshot, beside the writer. */
  public <T> T read(Work<T> work) {
    if (writer.isCurrentThread()) {
      throw new IllegalStateException("a work reads through its own Tx, or it misses its changes");
    }
    return readers.read(work);
  }

  /** The short name of this box, made at its first start. */
  public String box() {
    return box;
  }

  /** How many writes wait for their turn. */
  public int waiting() {
    return writer.waiting();
  }

  /** Finishes the writes that were handed in, then closes everything. */
  @Override
  public void close() {
    try {
      readers.close();
    } catch (SQLException e) {
      throw new StoreException("close the readers", e);
    } finally {
      writer.close();
    }
  }

  private static String boxName(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO box (id, name) VALUES (1, ?) ON CONFLICT (id) DO NOTHING")) {
      insert.setString(1, randomName());
      insert.executeUpdate();
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM box WHERE id = 1")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static String randomName() {
    SecureRandom random = new SecureRandom();
    StringBuilder name = new StringBuilder(NAME_LENGTH);
    for (int i = 0; i < NAME_LENGTH; i++) {
      name.append(CROCKFORD.charAt(random.nextInt(CROCKFORD.length())));
    }
    return name.toString();
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("close: {}", e.getMessage());
    }
  }
}
