package io.gatehouse.operator.answers;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers that outlive a restart, for a while of service time: to requests that may be sent again,
 * and the codes that were just made. They can hold codes, so they lie sealed in the database.
 */
public final class KeptAnswers {
  /** How long a request can be sent again. */
  public static final Duration REQUESTS = Duration.ofHours(24);

  private static final byte[] NO_REQUEST = new byte[0];

  /** An answer of 10,000 codes has half a megabyte; the oldest go first. */
  private static final int MOST = 500;

  private final Store store;
  private final ServiceClock clock;
  private final SealingKey key;

  public KeptAnswers(Store store, ServiceClock clock, SealingKey key) {
    this.store = store;
    this.clock = clock;
    this.key = key;
  }

  /** What is known of a request. */
  public sealed interface Begun {
    /** Nobody sent it before; it is under way now. */
    record Fresh() implements Begun {}

    /** It was carried out. */
    record Known(String answer) implements Begun {
      @Override
      public String toString() {
        return "***";
      }
    }

    /** The name stands for another request. */
    record Other() implements Begun {}

    /** It was under way when the program ended, so nobody knows how far it came. */
    record Unknown() implements Begun {}
  }

  private static final class Row {
    final byte[] request;
    final byte[] answer;

    Row(byte[] request, byte[] answer) {
      this.request = request;
      this.answer = answer;
    }
  }

  /** Notes that a request is under way, durably, so that it is carried out once at most. */
  public Begun begin(String name, byte[] request) {
    byte[] digest = sha256(request);
    return store.write(
        tx -> {
          trim(tx);
          Optional<Row> known = find(tx, name);
          if (known.isEmpty()) {
            insert(tx, name, digest, null, REQUESTS);
            return new Begun.Fresh();
          }
          if (!MessageDigest.isEqual(known.get().request, digest)) {
            return new Begun.Other();
          }
          return known.get().answer == null
              ? new Begun.Unknown()
              : new Begun.Known(text(known.get(), name));
        });
  }

  /** The request was carried out, and this was the answer. */
  public void settle(String name, String answer) {
    byte[] sealed = sealed(answer, name);
    store.write(tx -> tx.update("UPDATE kept_answer SET answer = ? WHERE name = ?", sealed, name));
  }

  /** The request came to nothing and may be tried again. */
  public void forget(String name) {
    store.write(tx -> tx.update("DELETE FROM kept_answer WHERE name = ?", name));
  }

  /** Keeps something to be looked at again, in place of what the name stood for. */
  public void keep(String name, String text, Duration howLong) {
    byte[] sealed = sealed(text, name);
    store.write(
        tx -> {
          trim(tx);
          tx.update("DELETE FROM kept_answer WHERE name = ?", name);
          insert(tx, name, NO_REQUEST, sealed, howLong);
          return name;
        });
  }

  /** What was kept, while it lasts. */
  public Optional<String> look(String name) {
    return store
        .read(tx -> find(tx, name))
        .filter(row -> row.answer != null)
        .map(row -> text(row, name));
  }

  private byte[] sealed(String text, String name) {
    return key.seal(text.getBytes(StandardCharsets.UTF_8), name);
  }

  private String text(Row row, String name) {
    return new String(key.unseal(row.answer, name), StandardCharsets.UTF_8);
  }

  private Optional<Row> find(Tx tx, String name) {
    return tx.one(
        "SELECT request, answer FROM kept_answer WHERE name = ? AND ends_ms > ?",
        row -> new Row(row.getBytes(1), row.getBytes(2)),
        name,
        clock.millis());
  }

  private void insert(Tx tx, String name, byte[] request, byte[] sealed, Duration howLong) {
    tx.update(
        "INSERT INTO kept_answer (name, request, answer, ends_ms) VALUES (?, ?, ?, ?)",
        name,
        request,
        sealed,
        clock.millis() + howLong.toMillis());
  }

  private void trim(Tx tx) {
    tx.update("DELETE FROM kept_answer WHERE ends_ms <= ?", clock.millis());
    tx.update(
        "DELETE FROM kept_answer WHERE name IN"
            + " (SELECT name FROM kept_answer ORDER BY ends_ms DESC, name LIMIT 100 OFFSET ?)",
        MOST);
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
