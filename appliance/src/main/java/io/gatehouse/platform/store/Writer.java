package io.gatehouse.platform.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all works that wait, up to {@link #GROUP}, runs them in one
 * transaction, commits (one sync), and only then answers. A group that cannot be committed leaves
 * nothing behind: its connection is closed and the next group opens another.
 */
final class Writer implements AutoCloseable {
  static final int GROUP = 64;
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final Pending<?> LAST = new Pending<>(tx -> null);

  private final Dialect dialect;
  private final String box;
  private final LinkedBlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final Object gate = new Object();
  private boolean closed;
  private Statements statements;

  Writer(Dialect dialect, Statements statements, String box) {
    this.dialect = dialect;
    this.statements = statements;
    this.box = box;
    this.thread = Thread.ofPlatform().name("store-writer").start(this::run);
  }

  <T> T write(Work<T> work) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a work cannot wait for another work: use its own Tx");
    }
    Pending<T> pending = new Pending<>(work);
    synchronized (gate) {
      if (closed) {
        throw new StoreException("the store is closed");
      }
      queue.add(pending);
    }
    return pending.await();
  }

  int waiting() {
    return queue.size();
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /** Finishes what was handed in before, then ends the thread. */
  @Override
  public void close() {
    synchronized (gate) {
      if (closed) {
        return;
      }
      closed = true;
      queue.add(LAST);
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean more = true;
    while (more) {
      List<Pending<?>> group = new ArrayList<>(GROUP);
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        LOG.warn("the writer goes on in spite of an interrupt; it ends by close()");
        continue;
      }
      queue.drainTo(group, GROUP - 1);
      more = !group.remove(LAST);
      if (!group.isEmpty()) {
        commit(group);
      }
    }
    finish();
  }

  private void commit(List<Pending<?>> group) {
    try {
      if (statements == null) {
        statements = new Statements(dialect.writer());
      }
      statements.run(dialect.beginWrite());
      Counters counters = new Counters(statements, dialect);
      for (Pending<?> pending : group) {
        pending.runIn(statements, counters, box);
      }
      counters.store();
      statements.run("COMMIT");
    } catch (SQLException | RuntimeException | Error e) {
      LOG.error("a group of {} writes was lost: {}", group.size(), e.getMessage());
      abandon();
      group.forEach(pending -> pending.lost(e));
      return;
    }
    group.forEach(Pending::committed);
    tidy();
  }

  private void tidy() {
    try {
      dialect.tidy(statements.connection());
    } catch (SQLException e) {
      LOG.warn("the write-ahead log could not be moved into the file: {}", e.getMessage());
    }
  }

  /** Closing a connection undoes its transaction, in whatever state a failure has left it. */
  private void abandon() {
    if (statements == null) {
      return;
    }
    try {
      statements.close();
    } catch (SQLException e) {
      LOG.warn("closing {}: {}", dialect.place(), e.getMessage());
    }
    statements = null;
  }

  private void finish() {
    if (statements != null) {
      try {
        dialect.finish(statements.connection());
      } catch (SQLException e) {
        LOG.warn("closing {} with its log: {}", dialect.place(), e.getMessage());
      }
      abandon();
    }
  }
}
