package io.gatehouse.operator.accounts;

import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.seal.PasswordHash;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The people who may run this box. Every method that meets a password takes a moment on purpose.
 */
public final class Accounts {
  /** The operator that a new box comes with. */
  public static final String FIRST = "admin";

  private static final Row<Stored> STORED =
      row ->
          new Stored(
              new Operator(
                  row.getString(1),
                  row.getString(2),
                  Role.valueOf(row.getString(3)),
                  row.getInt(4) != 0),
              row.getString(5));

  private final Store store;
  private final ServiceClock service;
  private final FirstPassword first;
  private final LoginLimit limit;
  private final SecureRandom random = new SecureRandom();
  private final PasswordHash hashes = new PasswordHash(random);

  public Accounts(Store store, ServiceClock service, BootClock boot, FirstPassword first) {
    this.store = store;
    this.service = service;
    this.first = first;
    this.limit = new LoginLimit(boot);
  }

  private record Stored(Operator operator, String hash) {}

  /**
   * Gives a box without operators its first one, with a random password that is in the file before
   * it is in the database: a power cut in between leaves a box that can be opened.
   */
  public void ensureFirst() {
    if (any()) {
      return;
    }
    String known = first.read().orElse("");
    Password password = known.isEmpty() ? Password.random(random) : Password.typed(known);
    first.write(password);
    String hash = hashes.of(password.bytes());
    store.write(
        tx ->
            tx.update(
                "INSERT INTO operator (id, name, password, must_change, created_ms)"
                    + " VALUES (?, ?, ?, ?, ?)",
                tx.newId(),
                FIRST,
                hash,
                true,
                service.millis()));
  }

  private boolean any() {
    return store
        .read(tx -> tx.one("SELECT id FROM operator LIMIT 1", row -> row.getString(1)))
        .isPresent();
  }

  /**
   * Checks a name and a password. An unknown name takes as long as a wrong password and gets the
   * same answer.
   *
   * @param from the peer's address, which is slowed down after wrong tries
   */
  public SignIn signIn(String name, Password password, String from) {
    long wait = limit.secondsToWait(from);
    if (wait > 0) {
      return new SignIn.Wait(wait);
    }
    Optional<Stored> stored = byName(name);
    boolean right =
        hashes.matches(password.bytes(), stored.map(Stored::hash).orElse(PasswordHash.NOBODY));
    if (!right || stored.isEmpty()) {
      limit.failed(from);
      return new SignIn.Wrong();
    }
    limit.succeeded(from);
    return new SignIn.Welcome(stored.get().operator());
  }

  private Optional<Stored> byName(String name) {
    return store.read(
        tx ->
            tx.one(
                "SELECT id, name, role, must_change, password FROM operator"
                    + " WHERE name = ? AND disabled = 0",
                STORED,
                name));
  }

  /** What became of a new password. */
  public sealed interface Changed {
    record Done(Operator operator) implements Changed {}

    /** The present password was wrong. */
    record Wrong() implements Changed {}

    /** Too many wrong ones before; this one was not looked at. */
    record Wait(long seconds) implements Changed {}

    /** The new one cannot be chosen, and why. */
    record Weak(String reason) implements Changed {}
  }

  /** Replaces an operator's password; the first one is gone from the box with it. */
  public Changed change(Operator operator, Password present, Password fresh, String from) {
    switch (signIn(operator.name(), present, from)) {
      case SignIn.Wrong wrong -> {
        return new Changed.Wrong();
      }
      case SignIn.Wait(long seconds) -> {
        return new Changed.Wait(seconds);
      }
      case SignIn.Welcome welcome -> {}
    }
    if (present.reveal().equals(fresh.reveal())) {
      return new Changed.Weak("must differ from the present one");
    }
    Optional<String> weakness = fresh.weakness(operator.name());
    if (weakness.isPresent()) {
      return new Changed.Weak(weakness.get());
    }
    String hash = hashes.of(fresh.bytes());
    store.write(
        tx ->
            tx.update(
                "UPDATE operator SET password = ?, must_change = 0 WHERE id = ?",
                hash,
                operator.id()));
    first.delete();
    return new Changed.Done(new Operator(operator.id(), operator.name(), operator.role(), false));
  }
}
