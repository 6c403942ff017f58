package io.gatehouse.operator.accounts;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.seal.PasswordHash;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Who has a login, and what each may do. One person who may do everything is always left. Any
 * change ends the logins of whom it is about, so that it holds at once.
 */
public final class Operators {
  private static final int MOST = 200;
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@ -]{0,63}");
  private static final Row<Listed> LISTED =
      row ->
          new Listed(
              row.getString(1),
              row.getString(2),
              Role.valueOf(row.getString(3)),
              row.getInt(4) != 0,
              row.getInt(5) != 0);
  private static final String SELECT =
      "SELECT id, name, role, disabled, must_change FROM operator ";

  private final Store store;
  private final ServiceClock service;
  private final Logins logins;
  private final ApiTokens tokens;
  private final SecureRandom random = new SecureRandom();
  private final PasswordHash hashes = new PasswordHash(random);

  public Operators(Store store, ServiceClock service, Logins logins, ApiTokens tokens) {
    this.store = store;
    this.service = service;
    this.logins = logins;
    this.tokens = tokens;
  }

  /** An operator as others see them. */
  public record Listed(String id, String name, Role role, boolean disabled, boolean mustChange) {}

  /** What became of a change. */
  public sealed interface Kept {
    record Done(Listed operator) implements Kept {}

    /**
     * @param password opens the console once, to choose another; shown now and never again
     */
    record Given(Listed operator, String password) implements Kept {
      @Override
      public String toString() {
        return "Given[" + operator + ", ***]";
      }
    }

    record Invalid(Map<String, String> errors) implements Kept {}

    record Unknown() implements Kept {}

    /** It would leave nobody who may do everything. */
    record Last() implements Kept {}
  }

  /** All of them, by name. */
  public List<Listed> all() {
    return store.read(tx -> tx.list(SELECT + "ORDER BY name LIMIT " + MOST, LISTED));
  }

  public Optional<Listed> find(String id) {
    return store.read(tx -> find(tx, id));
  }

  public Optional<Listed> named(String name) {
    return store.read(tx -> tx.one(SELECT + "WHERE name = ?", LISTED, name));
  }

  private static Optional<Listed> find(Tx tx, String id) {
    return tx.one(SELECT + "WHERE id = ?", LISTED, id);
  }

  /** Takes somebody in, with a random password that has to be replaced at the first login. */
  public Kept add(String name, Role role) {
    if (!NAME.matcher(name).matches()) {
      return new Kept.Invalid(
          Map.of("name", "must have 1 to 64 letters, digits, blanks or . _ @ -"));
    }
    Password password = Password.random(random);
    String hash = hashes.of(password.bytes());
    return store.write(
        tx -> {
          if (tx.list(SELECT + "LIMIT " + MOST, LISTED).size() >= MOST) {
            return new Kept.Invalid(Map.of("name", "there are " + MOST + " operators already"));
          }
          if (tx.one(SELECT + "WHERE name = ?", LISTED, name).isPresent()) {
            return new Kept.Invalid(Map.of("name", "is taken"));
          }
          String id = tx.newId();
          tx.update(
              "INSERT INTO operator (id, name, password, must_change, created_ms, role)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              id,
              name,
              hash,
              true,
              service.millis(),
              role);
          return new Kept.Given(find(tx, id).orElseThrow(), password.reveal());
        });
  }

  public Kept give(String id, Role role) {
    return change(
        id,
        !role.may(Role.SUPER_ADMIN),
        tx -> tx.update("UPDATE operator SET role = ? WHERE id = ?", role, id));
  }

  /** Keeps somebody out, or lets them in again. */
  public Kept disable(String id, boolean disabled) {
    return change(
        id,
        disabled,
        tx -> tx.update("UPDATE operator SET disabled = ? WHERE id = ?", disabled, id));
  }

  /** A new random password for somebody who has lost theirs. */
  public Kept newPassword(String id) {
    Password password = Password.random(random);
    String hash = hashes.of(password.bytes());
    Kept kept =
        change(
            id,
            false,
            tx ->
                tx.update(
                    "UPDATE operator SET password = ?, must_change = 1 WHERE id = ?", hash, id));
    return kept instanceof Kept.Done(Listed operator)
        ? new Kept.Given(operator, password.reveal())
        : kept;
  }

  /** Removes somebody for good, with their tokens. What they did stays in the audit log. */
  public Kept remove(String id) {
    return change(id, true, tx -> tx.update("DELETE FROM operator WHERE id = ?", id));
  }

  /**
   * @param fewer the operator may no longer do everything after it
   */
  private Kept change(String id, boolean fewer, Consumer<Tx> change) {
    Kept kept =
        store.write(
            tx -> {
              Optional<Listed> before = find(tx, id);
              if (before.isEmpty()) {
                return new Kept.Unknown();
              }
              if (fewer && isLast(tx, before.get())) {
                return new Kept.Last();
              }
              change.accept(tx);
              return new Kept.Done(find(tx, id).orElse(before.get()));
            });
    if (kept instanceof Kept.Done) {
      logins.closeAll(id);
      tokens.reload();
    }
    return kept;
  }

  private static boolean isLast(Tx tx, Listed one) {
    return !one.disabled()
        && one.role() == Role.SUPER_ADMIN
        && tx.list(SELECT + "WHERE role = ? AND disabled = 0 LIMIT 2", LISTED, Role.SUPER_ADMIN)
                .size()
            < 2;
  }
}
