package io.gatehouse.hub.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.hub.facts.HubFact;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the boxes are to be, each by its own numbers. The hub says what it wants; whether it can be,
 * the box decides by its own settings, tries it, and says how it ended.
 */
public final class Wishes {
  /** The kind of the fact by which a box says how it ended. */
  public static final String ENDED = "HubSettingsEnded";

  private static final String PLACE = "hub.desired";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;
  private final SealingKey seal;
  private final WallClock wall;
  private final Consumer<String> changed;

  /**
   * @param changed is handed the box for which there is something new, after the commit
   */
  public Wishes(Store store, SealingKey seal, WallClock wall, Consumer<String> changed) {
    this.store = store;
    this.seal = seal;
    this.wall = wall;
    this.changed = changed;
  }

  /** Says what a box is to be from now on; returns its revision. */
  public long wish(String box, String document, String author) {
    byte[] sealed = seal.seal(document.getBytes(StandardCharsets.UTF_8), PLACE);
    long revision =
        store.write(
            tx -> {
              long next = newestNumber(tx, box) + 1;
              tx.update(
                  "INSERT INTO hub_desired (box, revision, document_sealed, author, made_ms)"
                      + " VALUES (?, ?, ?, ?, ?)",
                  box,
                  next,
                  sealed,
                  author,
                  wall.now().toEpochMilli());
              return next;
            });
    changed.accept(box);
    return revision;
  }

  /** The number of the newest; 0 for none. */
  public long newestNumber(String box) {
    return store.read(tx -> newestNumber(tx, box));
  }

  private static long newestNumber(Tx tx, String box) {
    return tx.one(
            "SELECT COALESCE(MAX(revision), 0) FROM hub_desired WHERE box = ?",
            row -> row.getLong(1),
            box)
        .orElse(0L);
  }

  /** The newest, where it is above a number. */
  public Optional<Wish> newest(String box, long above) {
    return list(box, 1).stream().filter(wish -> wish.revision() > above).findFirst();
  }

  /** The newest first. */
  public List<Wish> list(String box, int max) {
    Row<Wish> wish =
        row ->
            new Wish(
                row.getLong(1),
                new String(seal.unseal(row.getBytes(2), PLACE), StandardCharsets.UTF_8),
                row.getString(3),
                row.getString(4),
                row.getString(5));
    return store.read(
        tx ->
            tx.list(
                "SELECT revision, document_sealed, author, outcome, note FROM hub_desired"
                    + " WHERE box = ? ORDER BY revision DESC LIMIT ?",
                wish,
                box,
                max));
  }

  /** Listens to what the boxes tell, in the transaction that keeps it. */
  public void hear(Tx tx, String box, HubFact fact) {
    if (!fact.kind().equals(ENDED)) {
      return;
    }
    try {
      JsonNode ended = JSON.readTree(fact.json());
      tx.update(
          "UPDATE hub_desired SET outcome = ?, note = ? WHERE box = ? AND revision = ?",
          ended.path("outcome").asText(),
          ended.path("note").asText(),
          box,
          ended.path("revision").asLong());
    } catch (JsonProcessingException e) {
      // The fact itself is kept; a box that writes none of JSON says nothing more by it.
      tx.update("UPDATE hub_box SET trouble = ? WHERE id = ?", "a fact that is not JSON", box);
    }
  }
}
