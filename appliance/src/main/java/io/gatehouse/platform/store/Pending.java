package io.gatehouse.platform.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A work that waits for its group, and what becomes of it. */
final class Pending<T> {
  private final Work<T> work;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private T result;
  private Throwable failure;

  Pending(Work<T> work) {
    this.work = work;
  }

  /**
   * Runs the work in a savepoint of the group's transaction. Whatever the work throws is the answer
   * to its caller and none of the others' business; what is thrown from here breaks the group.
   */
  void runIn(Statements statements, Counters counters, String box) throws SQLException {
    statements.run("SAVEPOINT work");
    Tx tx = new Tx(statements, counters, box);
    try {
      result = work.in(tx);
      failure = tx.failure().orElse(null);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    if (failure == null) {
      counters.settle();
    } else {
      statements.run("ROLLBACK TO SAVEPOINT work");
      counters.undo();
    }
    statements.run("RELEASE SAVEPOINT work");
  }

  /** The group is on disk. */
  void committed() {
    if (failure == null) {
      answer.complete(result);
    } else {
      answer.completeExceptionally(failure);
    }
  }

  /** The group is lost, and this work with it. */
  void lost(Throwable cause) {
    answer.completeExceptionally(
        failure == null ? new StoreException("nothing was stored", cause) : failure);
  }

  /** Waits for the answer; an interrupted caller waits on, as the work may be done already. */
  T await() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }
}
