package io.gatehouse.hub.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.guest.voucher.VoucherCode;
import io.gatehouse.hub.facts.HubFact;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.List;
import java.util.Optional;

/**
 * Which of the hub's vouchers were let in, and by whom. Where boxes that were apart have let the
 * same one in, the hub decides by the order in which it hears of them: their clocks prove nothing.
 */
public final class Spends {
  /** The kind of the fact by which a box says that it has let a voucher in. */
  private static final String LET_IN = "VoucherRedeemed";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Row<Spend> SPEND =
      row ->
          new Spend(
              row.getString(1),
              row.getInt(2),
              row.getInt(3),
              row.getString(4),
              row.getString(5),
              row.getLong(6),
              row.getString(7),
              Spend.Outcome.valueOf(row.getString(8)));

  private final Store store;
  private final Sites sites;

  public Spends(Store store, Sites sites) {
    this.store = store;
    this.sites = sites;
  }

  /** Where a voucher was let in more than once, or after it was revoked; the newest first. */
  public List<Spend> conflicts(int max) {
    return store.read(
        tx ->
            tx.list(
                "SELECT site, number, serial, voucher, box, seq, mac, outcome FROM hub_spend"
                    + " WHERE outcome <> 'HOLDS' ORDER BY changed DESC, site LIMIT ?",
                SPEND,
                max));
  }

  /** Who has let the vouchers of a batch in, in the order in which the hub has heard of it. */
  public List<Spend> ofBatch(String site, int number, int max) {
    return store.read(
        tx ->
            tx.list(
                "SELECT site, number, serial, voucher, box, seq, mac, outcome FROM hub_spend"
                    + " WHERE site = ? AND number = ? ORDER BY changed LIMIT ?",
                SPEND,
                site,
                number,
                max));
  }

  /** Listens to what the boxes tell, in the transaction that keeps it. */
  public void hear(Tx tx, String box, HubFact fact) {
    if (!fact.kind().equals(LET_IN)) {
      return;
    }
    JsonNode let;
    try {
      let = JSON.readTree(fact.json());
    } catch (JsonProcessingException e) {
      // The fact itself is kept; a box that writes none of JSON says nothing more by it.
      tx.update("UPDATE hub_box SET trouble = ? WHERE id = ?", "a fact that is not JSON", box);
      return;
    }
    int number = let.path("number").asInt(-1);
    if (number < VoucherCode.HUB_BATCHES) {
      return;
    }
    String site = Sites.of(tx, box);
    // By the plan too: the box may tell of what it has done for another hub or another site.
    Optional<Batch> batch =
        tx.one(
            "SELECT b.revoked, p.apart FROM hub_batch b JOIN hub_plan p ON p.id = b.plan_id"
                + " WHERE b.site = ? AND b.number = ? AND b.plan_id = ?",
            row -> new Batch(row.getInt(1) != 0, Apart.valueOf(row.getString(2))),
            site,
            number,
            let.path("plan").asText());
    batch.ifPresent(known -> keep(tx, box, fact.seq(), site, known, let));
  }

  private record Batch(boolean revoked, Apart apart) {}

  private void keep(Tx tx, String box, long seq, String site, Batch batch, JsonNode let) {
    int number = let.path("number").asInt();
    int serial = let.path("serial").asInt();
    String voucher = let.path("voucher").asText();
    List<String> before =
        tx.list(
            "SELECT voucher FROM hub_spend WHERE site = ? AND number = ? AND serial = ?",
            row -> row.getString(1),
            site,
            number,
            serial);
    if (before.contains(voucher)) {
      return;
    }
    tx.update(
        "INSERT INTO hub_spend (site, number, serial, voucher, box, seq, mac, outcome, changed)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site,
        number,
        serial,
        voucher,
        box,
        seq,
        let.path("mac").asText(),
        outcome(batch, before.isEmpty()),
        sites.change(tx, site));
  }

  private static Spend.Outcome outcome(Batch batch, boolean first) {
    if (batch.revoked) {
      return Spend.Outcome.REVOKED;
    }
    if (first) {
      return Spend.Outcome.HOLDS;
    }
    return batch.apart == Apart.REPORT ? Spend.Outcome.ACCEPTED : Spend.Outcome.TAKEN_BACK;
  }
}
