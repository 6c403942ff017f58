package io.gatehouse.platform.store;

import java.nio.file.Path;

/**
 * The truth of the box: one file. Writers hand their work to one thread, which runs all waiting
 * works in one transaction (each in a savepoint) and syncs once, so an answer after {@link #write}
 * is always durable.
 */
public final class Store implements AutoCloseable {

  /**
   * Opens or creates the file and brings it to this program's version. Refuses a file of a newer
   * program.
   */
  public static Store open(Path file) {
    throw new UnsupportedOperationException(file.toString());
  }

  /**
   * Runs the work in a transaction and returns once it is on disk. What the work throws undoes it
   * and comes out here.
   */
  public <T> T write(Work<T> work) {
    throw new UnsupportedOperationException();
  }

  /** Runs the work on a snapshot, beside the writer. */
  public <T> T read(Work<T> work) {
    throw new UnsupportedOperationException();
  }

  /** The short name of this box, made at its first start. */
  public String box() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
