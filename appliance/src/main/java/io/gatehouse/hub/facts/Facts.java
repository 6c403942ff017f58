package io.gatehouse.hub.facts;

import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.List;
import java.util.Optional;

/**
 * The facts of all boxes. Each is here once, whatever a box sends again: it is known by the box and
 * its number there, and a box's facts are taken in order.
 */
public final class Facts {
  private static final Row<HubFact> FACT =
      row ->
          new HubFact(
              row.getLong(1),
              row.getString(2),
              row.getLong(3),
              row.getLong(4),
              row.getInt(5) != 0,
              row.getString(6),
              row.getString(7));

  private final Store store;
  private final Heard heard;

  /** Who is told of each fact, in the transaction that keeps it. */
  @FunctionalInterface
  public interface Heard {
    void fact(Tx tx, String box, HubFact fact);
  }

  public Facts(Store store, Heard heard) {
    this.store = store;
    this.heard = heard;
  }

  private record Place(long have, String trouble) {}

  /**
   * How far the hub is with a box that says which is its newest fact. A box whose newest is older
   * than what came from it before is another one with the same key, or runs from an old disk: its
   * next facts would get the numbers of others.
   */
  public Taken place(String box, long newest) {
    return store.write(
        tx -> {
          Place place = placeOf(tx, box);
          if (!place.trouble.isEmpty()) {
            return new Taken.Trouble(place.trouble);
          }
          return newest < place.have
              ? trouble(
                  tx,
                  box,
                  "its newest fact is "
                      + newest
                      + ", but "
                      + place.have
                      + " came from it before: an old disk, or a copy of the box")
              : new Taken.UpTo(place.have);
        });
  }

  /**
   * Takes a batch; what it returns is durable.
   *
   * @param after what the box was told the hub has
   * @param facts in order, without a gap among them
   */
  public Taken take(String box, long after, List<HubFact> facts) {
    for (int i = 1; i < facts.size(); i++) {
      if (facts.get(i).seq() != facts.get(i - 1).seq() + 1) {
        return new Taken.Wrong("the facts are not in order");
      }
    }
    return store.write(tx -> take(tx, box, after, facts));
  }

  private Taken take(Tx tx, String box, long after, List<HubFact> facts) {
    Place place = placeOf(tx, box);
    if (!place.trouble.isEmpty()) {
      return new Taken.Trouble(place.trouble);
    }
    long have = place.have;
    for (HubFact fact : facts) {
      if (fact.seq() <= have && !same(tx, box, fact)) {
        return trouble(
            tx,
            box,
            "its fact " + fact.seq() + " is another one than before: two boxes have the same key");
      }
    }
    List<HubFact> fresh = facts.stream().filter(fact -> fact.seq() > have).toList();
    if (fresh.isEmpty()) {
      return new Taken.UpTo(have);
    }
    long gap = fresh.getFirst().seq() - have - 1;
    if (gap > 0 && after != have) {
      // It has learned of another place meanwhile; it begins again from this one.
      return new Taken.UpTo(have);
    }
    keep(tx, box, fresh, gap);
    return new Taken.UpTo(fresh.getLast().seq());
  }

  private void keep(Tx tx, String box, List<HubFact> fresh, long gap) {
    tx.updateAll(
        "INSERT INTO hub_fact (box, seq, boot_id, service_ms, wall_ms, trusted, kind, json)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        fresh.stream()
            .map(
                fact ->
                    new Object[] {
                      box,
                      fact.seq(),
                      fact.boot(),
                      fact.serviceMillis(),
                      fact.wallMillis(),
                      fact.trusted(),
                      fact.kind(),
                      fact.json()
                    })
            .toList());
    tx.update(
        "UPDATE hub_box SET have = ?, missing = missing + ? WHERE id = ?",
        fresh.getLast().seq(),
        gap,
        box);
    fresh.forEach(fact -> heard.fact(tx, box, fact));
  }

  private static boolean same(Tx tx, String box, HubFact fact) {
    Optional<HubFact> kept =
        tx.one(
            "SELECT seq, boot_id, service_ms, wall_ms, trusted, kind, json FROM hub_fact"
                + " WHERE box = ? AND seq = ?",
            FACT,
            box,
            fact.seq());
    // One that is not here was missing when those after it came.
    return kept.isEmpty() || kept.get().equals(fact);
  }

  private static Taken trouble(Tx tx, String box, String why) {
    tx.update("UPDATE hub_box SET trouble = ? WHERE id = ?", why, box);
    return new Taken.Trouble(why);
  }

  private static Place placeOf(Tx tx, String box) {
    return tx.one(
            "SELECT have, trouble FROM hub_box WHERE id = ?",
            row -> new Place(row.getLong(1), row.getString(2)),
            box)
        .orElseThrow();
  }

  /** The facts of a box before a number, the newest first. */
  public List<HubFact> newest(String box, long before, int max) {
    return store.read(
        tx ->
            tx.list(
                "SELECT seq, boot_id, service_ms, wall_ms, trusted, kind, json FROM hub_fact"
                    + " WHERE box = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
                FACT,
                box,
                before,
                max));
  }
}
