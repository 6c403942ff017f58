package io.gatehouse.hub.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.hub.authority.Authority;
import io.gatehouse.hub.facts.HubFact;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import io.gatehouse.sync.wire.OrderKind;
import io.gatehouse.sync.wire.OrderText;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the boxes are to do, each by its own numbers. An order that its box does not ask for in time
 * is never handed out; as it is signed for the very call that asks, nobody else can hand it out
 * later.
 */
public final class Orders {
  /** How long an order waits for its box, in the hub's service time. */
  public static final Duration LASTS = Duration.ofMinutes(10);

  /** The kind of the fact by which a box says what became of one. */
  private static final String ENDED = "HubOrderEnded";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;
  private final Authority authority;
  private final ServiceClock service;
  private final Consumer<String> changed;

  /**
   * @param changed is handed the box for which there is something new, after the commit
   */
  public Orders(Store store, Authority authority, ServiceClock service, Consumer<String> changed) {
    this.store = store;
    this.authority = authority;
    this.service = service;
    this.changed = changed;
  }

  /** Gives an order; returns its number. */
  public long give(String box, OrderKind kind, String subject, String author) {
    long number =
        store.write(
            tx -> {
              long next =
                  tx.one(
                              "SELECT COALESCE(MAX(number), 0) FROM hub_order WHERE box = ?",
                              row -> row.getLong(1),
                              box)
                          .orElse(0L)
                      + 1;
              tx.update(
                  "INSERT INTO hub_order (box, number, kind, subject, author, until_ms)"
                      + " VALUES (?, ?, ?, ?, ?, ?)",
                  box,
                  next,
                  kind.name(),
                  subject,
                  author,
                  service.millis() + LASTS.toMillis());
              return next;
            });
    changed.accept(box);
    return number;
  }

  /**
   * @param signature by the authority, of {@link OrderText}; in base 64
   */
  public record Signed(long number, String kind, String subject, String signature) {}

  /**
   * The next order of a box, for the call at hand.
   *
   * @param taken the newest that the box has taken
   * @param word what the box has asked with
   */
  public Optional<Signed> next(String box, long taken, String word) {
    return store.read(
        tx ->
            tx.one(
                "SELECT number, kind, subject FROM hub_order WHERE box = ? AND number > ?"
                    + " AND outcome = '' AND until_ms >= ? ORDER BY number LIMIT 1",
                row -> signed(box, word, row.getLong(1), row.getString(2), row.getString(3)),
                box,
                taken,
                service.millis()));
  }

  private Signed signed(String box, String word, long number, String kind, String subject) {
    byte[] signature = authority.sign(OrderText.of(box, word, number, kind, subject));
    return new Signed(number, kind, subject, Base64.getEncoder().encodeToString(signature));
  }

  /** The orders of a box, newest first. */
  public List<Order> list(String box, int max) {
    long now = service.millis();
    return store.read(
        tx ->
            tx.list(
                "SELECT number, kind, subject, author, outcome, note, until_ms FROM hub_order"
                    + " WHERE box = ? ORDER BY number DESC LIMIT ?",
                row ->
                    new Order(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5).isEmpty() && row.getLong(7) < now
                            ? "EXPIRED"
                            : row.getString(5),
                        row.getString(6)),
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
          "UPDATE hub_order SET outcome = ?, note = ? WHERE box = ? AND number = ?",
          ended.path("outcome").asText(),
          ended.path("note").asText(),
          box,
          ended.path("number").asLong());
    } catch (JsonProcessingException e) {
      // The fact itself is kept; a box that writes none of JSON says nothing more by it.
      tx.update("UPDATE hub_box SET trouble = ? WHERE id = ?", "a fact that is not JSON", box);
    }
  }
}
