package io.gatehouse.reset;

import io.gatehouse.platform.journal.Fact;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger's half of a reset: one transaction, before the box serves anybody. A cut before it is
 * durable leaves the order due, one after it leaves the proof to be written again.
 */
public final class LedgerReset {

  /** A reset that has been finished. */
  public record ResetDone(String level, String by, String id, long rows) implements Fact {}

  /** Every table of the ledger; those that refer to others come first. */
  static final Map<String, Holding> TABLES = tables();

  private final Store store;
  private final Journal journal;
  private final ResetFolder folder;

  public LedgerReset(Store store, Journal journal, ResetFolder folder) {
    this.store = store;
    this.journal = journal;
    this.folder = folder;
  }

  /** Finishes what is due; returns the proof of it. */
  public Optional<String> finish() {
    return folder.due().map(this::finish);
  }

  private String finish(Order order) {
    Map<String, Long> removed = store.write(tx -> remove(tx, order));
    String proof = proof(order, removed, store.read(tx -> left(tx, order.level())));
    folder.done(proof);
    return proof;
  }

  private Map<String, Long> remove(Tx tx, Order order) {
    Map<String, Long> removed = new LinkedHashMap<>();
    TABLES.forEach(
        (table, holding) -> {
          if (order.level().takes(holding)) {
            int rows = tx.update("DELETE FROM " + table + only(holding));
            if (rows > 0) {
              removed.put(table, (long) rows);
            }
          }
        });
    long rows = removed.values().stream().mapToLong(Long::longValue).sum();
    journal.append(tx, new ResetDone(order.level().word(), order.by(), order.id(), rows));
    return removed;
  }

  /** A fact that a reader has still to pass on is not taken away. */
  private static String only(Holding holding) {
    return holding == Holding.REPORTED
        ? " WHERE seq <= (SELECT COALESCE(MIN(seq), 9223372036854775807) FROM journal_cursor)"
        : "";
  }

  private static List<String> left(Tx tx, Level level) {
    return TABLES.entrySet().stream()
        .filter(table -> table.getValue() != Holding.REPORTED && level.takes(table.getValue()))
        .map(Map.Entry::getKey)
        .filter(table -> tx.one("SELECT 1 FROM " + table + " LIMIT 1", row -> 1).isPresent())
        .toList();
  }

  private String proof(Order order, Map<String, Long> removed, List<String> left) {
    StringBuilder text = new StringBuilder();
    text.append("verdict=").append(left.isEmpty() ? "clean" : "FAILED").append('\n');
    text.append("level=").append(order.level().word()).append('\n');
    text.append("by=").append(order.by()).append('\n');
    text.append("id=").append(order.id()).append('\n');
    text.append("box=").append(store.box()).append('\n');
    text.append(order.found());
    removed.forEach(
        (table, rows) ->
            text.append("removed ").append(table).append('=').append(rows).append('\n'));
    left.forEach(table -> text.append("NOT EMPTY ").append(table).append('\n'));
    return text.toString();
  }

  private static Map<String, Holding> tables() {
    Map<String, Holding> all = new LinkedHashMap<>();
    for (String table :
        List.of(
            "usage_batch",
            "usage_folded",
            "usage_day",
            "daily_presence",
            "session",
            "pass_device",
            "voucher",
            "voucher_batch",
            "voucher_expiry",
            "voucher_site",
            "account_mac",
            "account",
            "pass",
            "kept_answer",
            "accounting_session",
            "own_accounting",
            "own_accounting_on",
            "radius_order")) {
      all.put(table, Holding.GUESTS);
    }
    for (String table :
        List.of(
            "revision",
            "operator",
            "api_token",
            "allowed_network",
            "backup_plan",
            "setup",
            "audit",
            "link_desired")) {
      all.put(table, Holding.SETTINGS);
    }
    // Of the hub's role: empty on a box, and a hub is not reset.
    for (String table :
        List.of(
            "hub_spend",
            "hub_batch",
            "hub_plan",
            "hub_site_key",
            "hub_site",
            "hub_fact",
            "hub_desired",
            "hub_order",
            "hub_certificate",
            "hub_claim",
            "hub_box")) {
      all.put(table, Holding.BOX);
    }
    all.put("hub_authority", Holding.BOX);
    all.put("plan", Holding.OFFER);
    all.put("accounting_queue", Holding.UNSENT);
    all.put("accounting_set_aside", Holding.UNSENT);
    all.put("journal", Holding.REPORTED);
    for (String table :
        List.of("box", "counter", "journal_cursor", "daily_job", "migration", "link_order")) {
      all.put(table, Holding.BOX);
    }
    return all;
  }
}
