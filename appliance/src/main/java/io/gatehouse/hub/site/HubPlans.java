package io.gatehouse.hub.site;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.PlanColumns;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plans that boxes sell in the hub's name. Like a box's they are never deleted. */
public final class HubPlans {
  static final Row<HubPlan> PLAN =
      row ->
          new HubPlan(PlanColumns.read(row, 3), row.getString(1), Apart.valueOf(row.getString(2)));
  static final String SELECT = "SELECT site, apart, id, " + PlanColumns.NAMES + " FROM hub_plan ";

  private final Store store;
  private final Sites sites;

  public HubPlans(Store store, Sites sites) {
    this.store = store;
    this.sites = sites;
  }

  /** Active ones first, then by site and name. */
  public List<HubPlan> all() {
    return store.read(tx -> tx.list(SELECT + "ORDER BY active DESC, site, name", PLAN));
  }

  public Optional<HubPlan> find(String id) {
    return store.read(tx -> find(tx, id));
  }

  static Optional<HubPlan> find(Tx tx, String id) {
    return tx.one(SELECT + "WHERE id = ?", PLAN, id);
  }

  /** What became of a draft. */
  public sealed interface Saved {
    record Stored(HubPlan plan) implements Saved {}

    /** Field name to what is wrong with it, in plain words. */
    record Invalid(Map<String, String> errors) implements Saved {}
  }

  /**
   * Stores a plan; its id is empty for a new one. What guests have bought is a copy of its terms,
   * so a change is for those who come after, at each box from when it hears of it.
   */
  public Saved save(HubPlan draft) {
    Map<String, String> errors = Plans.check(draft.plan());
    if (!errors.isEmpty()) {
      return new Saved.Invalid(errors);
    }
    Saved saved =
        store.write(
            tx -> {
              boolean taken =
                  tx.one(
                          "SELECT 1 FROM hub_plan WHERE site = ? AND name = ? AND id <> ?",
                          row -> 1,
                          draft.site(),
                          draft.plan().name(),
                          draft.plan().id())
                      .isPresent();
              return taken
                  ? new Saved.Invalid(Map.of("name", "another plan of the site has this name"))
                  : new Saved.Stored(store(tx, draft));
            });
    sites.tell();
    return saved;
  }

  private HubPlan store(Tx tx, HubPlan draft) {
    long change = sites.change(tx, draft.site());
    Plan plan = draft.plan();
    if (!plan.id().isEmpty()) {
      tx.update(
          "UPDATE hub_plan SET " + PlanColumns.SETS + ", apart = ?, changed = ? WHERE id = ?",
          PlanColumns.values(new Object[0], plan, draft.apart(), change, plan.id()));
      return draft;
    }
    String id = tx.newId();
    tx.update(
        "INSERT INTO hub_plan (id, site, apart, changed, "
            + PlanColumns.NAMES
            + ") VALUES (?, ?, ?, ?, "
            + PlanColumns.MARKS
            + ")",
        PlanColumns.values(new Object[] {id, draft.site(), draft.apart(), change}, plan));
    return find(tx, id).orElseThrow();
  }
}
