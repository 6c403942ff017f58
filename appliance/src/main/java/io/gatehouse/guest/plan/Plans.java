package io.gatehouse.guest.plan;

import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plans of this box. A plan is never deleted, since passes name it; it is switched off. */
public final class Plans {
  private static final Row<Plan> PLAN = row -> PlanColumns.read(row, 1);

  private final Store store;
  private final Journal journal;

  /** A box without plans gets the samples. */
  public Plans(Store store, Journal journal) {
    this.store = store;
    this.journal = journal;
    if (all().isEmpty()) {
      store.write(
          tx -> {
            SamplePlans.all().forEach(plan -> insert(tx, plan));
            return null;
          });
    }
  }

  /** All plans, active ones first, then by price and name. */
  public List<Plan> all() {
    return store.read(
        tx ->
            tx.list(
                "SELECT id, "
                    + PlanColumns.NAMES
                    + " FROM plan ORDER BY active DESC, price_minor, name",
                PLAN));
  }

  public Optional<Plan> find(String id) {
    return store.read(tx -> find(tx, id));
  }

  /** As {@link #find(String)}, inside a transaction at hand. */
  public Optional<Plan> find(Tx tx, String id) {
    return tx.one("SELECT id, " + PlanColumns.NAMES + " FROM plan WHERE id = ?", PLAN, id);
  }

  /** Checks and stores a plan; {@code draft.id()} is empty for a new one. */
  public Saved save(Plan draft) {
    Map<String, String> errors = PlanRules.check(draft);
    if (!errors.isEmpty()) {
      return new Saved.Invalid(errors);
    }
    return store.write(
        tx -> {
          if (ofHub(tx, draft)) {
            return new Saved.Invalid(
                Map.of("name", "this plan is the hub's: it is changed there, for all its boxes"));
          }
          if (nameTaken(tx, draft)) {
            return new Saved.Invalid(Map.of("name", "another plan has this name"));
          }
          return draft.id().isEmpty() ? new Saved.Stored(insert(tx, draft)) : change(tx, draft);
        });
  }

  /**
   * What is wrong with a draft by itself, by the names of its fields; empty for one that can be
   * sold.
   */
  public static Map<String, String> check(Plan draft) {
    return PlanRules.check(draft);
  }

  /**
   * Takes a plan of the box's hub over as it is there. Names may come twice so: what the hub sells
   * is not held up by what somebody has made here.
   *
   * @param homeOnly whether its codes are taken by the box alone that they were made for
   */
  public void takeOver(Tx tx, Plan plan, boolean homeOnly) {
    String id = plan.id();
    Optional<Plan> before = find(tx, id);
    if (before.isEmpty()) {
      tx.update(
          "INSERT INTO plan (id, " + PlanColumns.NAMES + ") VALUES (?, " + PlanColumns.MARKS + ")",
          PlanColumns.values(new Object[] {id}, plan));
    } else {
      tx.update(
          "UPDATE plan SET " + PlanColumns.SETS + " WHERE id = ?",
          PlanColumns.values(new Object[0], plan, id));
    }
    tx.update("UPDATE plan SET of_hub = 1, home_only = ? WHERE id = ?", homeOnly, id);
    if (!before.equals(Optional.of(plan))) {
      journal.append(tx, PlanStored.of(plan));
    }
  }

  /** The hub's plans that codes of a batch not heard of may be for. */
  public List<String> ofHub(Tx tx) {
    return tx.list(
        "SELECT id FROM plan WHERE of_hub = 1 AND home_only = 0 ORDER BY id",
        row -> row.getString(1));
  }

  /** The box has left its hub: what that sold is the box's own now, and not offered. */
  public static void forgetHub(Tx tx) {
    tx.update("UPDATE plan SET of_hub = 0, home_only = 0, active = 0 WHERE of_hub = 1");
  }

  private static boolean ofHub(Tx tx, Plan draft) {
    return tx.one(
            "SELECT of_hub FROM plan WHERE id = ?", row -> row.getInt(1) != 0, draft.id())
        .orElse(false);
  }

  private static boolean nameTaken(Tx tx, Plan draft) {
    return tx.one(
            "SELECT id FROM plan WHERE name = ? AND id <> ?",
            row -> row.getString(1),
            draft.name(),
            draft.id())
        .isPresent();
  }

  private Plan insert(Tx tx, Plan draft) {
    Plan plan = draft.withId(tx.newId());
    tx.update(
        "INSERT INTO plan (id, " + PlanColumns.NAMES + ") VALUES (?, " + PlanColumns.MARKS + ")",
        PlanColumns.values(new Object[] {plan.id()}, plan));
    journal.append(tx, PlanStored.of(plan));
    return plan;
  }

  private Saved change(Tx tx, Plan plan) {
    int changed =
        tx.update(
            "UPDATE plan SET " + PlanColumns.SETS + " WHERE id = ?",
            PlanColumns.values(new Object[0], plan, plan.id()));
    if (changed == 0) {
      return new Saved.NotFound();
    }
    journal.append(tx, PlanStored.of(plan));
    return new Saved.Stored(plan);
  }

  /** What became of a draft. */
  public sealed interface Saved {
    record Stored(Plan plan) implements Saved {}

    /** Field name to what is wrong with it, in plain words. */
    record Invalid(Map<String, String> errors) implements Saved {}

    record NotFound() implements Saved {}
  }
}
