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
          if (nameTaken(tx, draft)) {
            return new Saved.Invalid(Map.of("name", "another plan has this name"));
          }
          return draft.id().isEmpty() ? new Saved.Stored(insert(tx, draft)) : change(tx, draft);
        });
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
