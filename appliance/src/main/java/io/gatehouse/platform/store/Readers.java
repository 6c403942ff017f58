package io.gatehouse.platform.store;

import java.sql.SQLException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;

/** A few connections that read snapshots beside the writer. */
final class Readers implements AutoCloseable {
  private static final int COUNT = 4;

  private final Dialect dialect;
  private final String box;
  private final Semaphore places = new Semaphore(COUNT);
  private final LinkedBlockingDeque<Statements> idle = new LinkedBlockingDeque<>();
  private volatile boolean closed;

  Readers(Dialect dialect, String box) {
    this.dialect = dialect;
    this.box = box;
  }

  <T> T read(Work<T> work) {
    if (closed) {
      throw new StoreException("the store is closed");
    }
    places.acquireUninterruptibly();
    try {
      return snapshot(work);
    } catch (SQLException e) {
      throw new StoreException("read from " + dialect.place(), e);
    } finally {
      places.release();
    }
  }

  private <T> T snapshot(Work<T> work) throws SQLException {
    Statements known = idle.pollFirst();
    Statements statements = known == null ? new Statements(dialect.reader()) : known;
    boolean sound = false;
    try {
      statements.run(dialect.beginRead());
      try {
        return work.in(new Tx(statements, null, box));
      } finally {
        statements.run("ROLLBACK");
        sound = true;
      }
    } finally {
      if (sound && !closed) {
        idle.addFirst(statements);
      } else {
        statements.close();
      }
    }
  }

  /** Waits for reads under way. */
  @Override
  public void close() throws SQLException {
    closed = true;
    places.acquireUninterruptibly(COUNT);
    for (Statements statements = idle.poll(); statements != null; statements = idle.poll()) {
      statements.close();
    }
    places.release(COUNT);
  }
}
