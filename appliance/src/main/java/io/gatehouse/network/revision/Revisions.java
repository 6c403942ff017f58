package io.gatehouse.network.revision;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.network.settings.SettingsSeal;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All states that the settings ever had, numbered. One of them is in force: the applied one if
 * there is one, else the newest confirmed one. At most one is under way at a time.
 */
public final class Revisions {
  private static final String SELECT =
      "SELECT number, base, state, author, reason, note, settings, wall_ms, boot_id, deadline_ms"
          + " FROM revision ";

  private final Row<Revision> asRevision;
  private final Store store;
  private final Journal journal;
  private final ServiceClock service;
  private final WallClock wall;
  private final SettingsSeal seal;
  private volatile InForce inForce = new InForce(0, Settings.factory(), "", false);

  public Revisions(
      Store store, Journal journal, ServiceClock service, WallClock wall, SettingsSeal seal) {
    this.store = store;
    this.journal = journal;
    this.service = service;
    this.wall = wall;
    this.seal = seal;
    asRevision =
        row ->
            new Revision(
                row.getLong(1),
                row.getLong(2),
                RevisionState.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getString(9),
                row.getLong(10),
                seal);
  }

  /**
   * What the box runs on.
   *
   * @param number 0 before the first revision
   * @param trouble why older or factory settings are used instead of the newest; empty = they are
   *     not
   * @param waits it is on the box until someone confirms it
   */
  public record InForce(long number, Settings settings, String trouble, boolean waits) {}

  /** Reads what is in force; a box without any revision gets these settings as its first. */
  public InForce begin(Supplier<Settings> first) {
    sealAll();
    boolean any = store.read(tx -> newest(tx, RevisionState.CONFIRMED)).isPresent();
    if (!any) {
      Settings settings = first.get();
      store.write(tx -> insert(tx, 0, RevisionState.CONFIRMED, "setup", "first start", settings));
    }
    return reload();
  }

  /** Revisions of programs that wrote secrets in clear have them sealed. */
  private void sealAll() {
    if (store.read(tx -> tx.list(SELECT + "WHERE sealed = 0", asRevision)).isEmpty()) {
      return;
    }
    store.write(
        tx -> {
          for (Revision open : tx.list(SELECT + "WHERE sealed = 0", asRevision)) {
            tx.update(
                "UPDATE revision SET settings = ?, sealed = 1 WHERE number = ?",
                seal.seal(open.json()),
                open.number());
          }
          return null;
        });
  }

  public InForce inForce() {
    return inForce;
  }

  /** The settings in force. */
  public Settings settings() {
    return inForce.settings();
  }

  /** Stores a change of the settings in force, given as a partial JSON document. */
  public Proposed propose(long expected, String change, String author, String reason) {
    return propose(expected, base -> SettingsJson.merge(base, change), author, reason);
  }

  /** Stores whole settings: a return to an earlier revision. */
  public Proposed propose(long expected, Settings settings, String author, String reason) {
    return propose(expected, _ -> new Parsed.Ok(settings), author, reason);
  }

  private Proposed propose(
      long expected, Function<Settings, Parsed> change, String author, String reason) {
    Proposed proposed = store.write(tx -> propose(tx, expected, change, author, reason));
    reload();
    return proposed;
  }

  private Proposed propose(
      Tx tx, long expected, Function<Settings, Parsed> change, String author, String reason) {
    Optional<Revision> other = underWay(tx);
    if (other.isPresent()) {
      return new Proposed.Busy(other.get());
    }
    InForce base = read(tx);
    if (base.number() != expected) {
      return new Proposed.Stale(expected, base.number());
    }
    return switch (change.apply(base.settings())) {
      case Parsed.Invalid(Map<String, String> errors) -> new Proposed.Invalid(errors);
      case Parsed.Ok(Settings same) when same.equals(base.settings()) ->
          new Proposed.Unchanged(base.number());
      case Parsed.Ok(Settings after) -> {
        long number = insert(tx, base.number(), RevisionState.PROPOSED, author, reason, after);
        yield new Proposed.Stored(find(tx, number).orElseThrow(), base.settings(), after);
      }
    };
  }

  /** It is on the box and waits until the deadline. */
  public boolean applied(long number, String bootId, long deadlineMillis) {
    return change(
        tx ->
            tx.update(
                    "UPDATE revision SET state = ?, boot_id = ?, deadline_ms = ?"
                        + " WHERE number = ? AND state = ?",
                    RevisionState.APPLIED,
                    bootId,
                    deadlineMillis,
                    number,
                    RevisionState.PROPOSED)
                == 1,
        number,
        RevisionState.APPLIED,
        "");
  }

  /** It stays. Also for one that needed no confirmation. */
  public boolean confirmed(long number, String note) {
    return end(number, RevisionState.CONFIRMED, note);
  }

  public boolean rolledBack(long number, String reason) {
    return end(number, RevisionState.ROLLED_BACK, reason);
  }

  public boolean refused(long number, String reason) {
    return end(number, RevisionState.REFUSED, reason);
  }

  private boolean end(long number, RevisionState state, String note) {
    return change(
        tx ->
            tx.update(
                    "UPDATE revision SET state = ?, note = ? WHERE number = ? AND state IN (?, ?)",
                    state,
                    note,
                    number,
                    RevisionState.PROPOSED,
                    RevisionState.APPLIED)
                == 1,
        number,
        state,
        note);
  }

  private boolean change(
      Function<Tx, Boolean> update, long number, RevisionState state, String note) {
    boolean done =
        store.write(
            tx -> {
              boolean changed = update.apply(tx);
              if (changed) {
                String author = find(tx, number).orElseThrow().author();
                journal.append(tx, new RevisionChanged(number, state, author, note));
              }
              return changed;
            });
    reload();
    return done;
  }

  public Optional<Revision> find(long number) {
    return store.read(tx -> find(tx, number));
  }

  /** The one that is proposed or applied, if there is one. */
  public Optional<Revision> underWay() {
    return store.read(this::underWay);
  }

  /** Newest first, with numbers below {@code before}. */
  public List<Revision> list(long before, int max) {
    return store.read(
        tx ->
            tx.list(
                SELECT + "WHERE number < ? ORDER BY number DESC LIMIT ?", asRevision, before, max));
  }

  private InForce reload() {
    inForce = store.read(this::read);
    return inForce;
  }

  /** Settings that this program cannot use are passed over for the next older ones. */
  private InForce read(Tx tx) {
    String trouble = "";
    List<Revision> candidates =
        tx.list(
            SELECT + "WHERE state IN (?, ?) ORDER BY number DESC LIMIT 20",
            asRevision,
            RevisionState.APPLIED,
            RevisionState.CONFIRMED);
    for (Revision revision : candidates) {
      switch (revision.settings()) {
        case Parsed.Ok(Settings settings) -> {
          Revision newest = candidates.getFirst();
          return new InForce(
              newest.number(), settings, trouble, newest.state() == RevisionState.APPLIED);
        }
        case Parsed.Invalid invalid ->
            trouble =
                "revision "
                    + revision.number()
                    + " cannot be used, older settings are: "
                    + invalid.summary();
      }
    }
    long number = candidates.isEmpty() ? 0 : candidates.getFirst().number();
    return new InForce(number, Settings.factory(), trouble, false);
  }

  private long insert(
      Tx tx, long base, RevisionState state, String author, String reason, Settings settings) {
    long number = tx.next("revision");
    tx.update(
        "INSERT INTO revision (number, base, state, author, reason, settings, sealed, service_ms,"
            + " wall_ms) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)",
        number,
        base,
        state,
        author,
        reason,
        seal.write(settings),
        service.millis(),
        wall.now().toEpochMilli());
    journal.append(tx, new RevisionChanged(number, state, author, reason));
    return number;
  }

  private Optional<Revision> find(Tx tx, long number) {
    return tx.one(SELECT + "WHERE number = ?", asRevision, number);
  }

  private Optional<Revision> newest(Tx tx, RevisionState state) {
    return tx.one(SELECT + "WHERE state = ? ORDER BY number DESC LIMIT 1", asRevision, state);
  }

  private Optional<Revision> underWay(Tx tx) {
    return newest(tx, RevisionState.APPLIED).or(() -> newest(tx, RevisionState.PROPOSED));
  }
}
