package io.gatehouse.guest.voucher;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Finds and spends vouchers by their codes, inside the transaction of whoever grants the access.
 */
public final class Ledger {
  /** What a voucher row {@code v} is at the service time that is its one parameter. */
  static final String STATE =
      "CASE WHEN v.state = 'AVAILABLE' AND v.valid_until_ms > 0 AND v.valid_until_ms <= ?"
          + " THEN 'EXPIRED' ELSE v.state END";

  private static final String CLAIM =
      "SELECT v.id, v.batch_id, v.serial, v.hint, v.plan_id, v.pass_id, v.valid_until_ms, "
          + STATE
          + " AS state FROM voucher v WHERE ";

  private static final Row<Claim> ROW =
      row ->
          new Claim(
              row.getString(1),
              row.getString(2),
              -1,
              row.getInt(3),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              row.getLong(7),
              Voucher.State.valueOf(row.getString(8)));

  private final Journal journal;
  private final ServiceClock clock;
  private final CodeKeys keys;
  private final SiteBook site;

  Ledger(Journal journal, ServiceClock clock, CodeKeys keys, SiteBook site) {
    this.journal = journal;
    this.clock = clock;
    this.keys = keys;
    this.site = site;
  }

  /**
   * A voucher that somebody holds the code of.
   *
   * @param id null for a signed one that this box meets for the first time
   * @param batchId null for one of a hub's batch of which this box has not heard
   * @param number of a signed batch; -1 for a random code
   * @param passId null while it is unused, and where another box of the site has let it in or is
   *     the only one to do so
   */
  public record Claim(
      String id,
      String batchId,
      int number,
      int serial,
      String hint,
      String planId,
      String passId,
      long validUntilMillis,
      Voucher.State state) {

    private Claim ofBatch(int signed) {
      return new Claim(id, batchId, signed, serial, hint, planId, passId, validUntilMillis, state);
    }

    private static Claim unmet(VoucherCode.Signed code, String plan) {
      return new Claim(
          null,
          null,
          code.batch(),
          code.serial(),
          code.hint(),
          plan,
          null,
          0,
          Voucher.State.AVAILABLE);
    }
  }

  /** The voucher of a code, if there is one. */
  public Optional<Claim> claim(Tx tx, VoucherCode code) {
    return switch (code) {
      case VoucherCode.Random random ->
          tx.one(CLAIM + "v.digest = ?", ROW, clock.millis(), keys.digest(random));
      case VoucherCode.Signed signed -> claim(tx, signed);
    };
  }

  private Optional<Claim> claim(Tx tx, VoucherCode.Signed code) {
    Optional<SignedBatch> known =
        tx.one(
            "SELECT b.id, b.plan_id, b.size, b.ends_ms, b.sealed_key, b.revoked, b.of_hub,"
                + " b.elsewhere, x.site FROM voucher_batch b, box x WHERE x.id = 1 AND b.number = ?",
            SignedBatch::of,
            code.batch());
    if (known.isEmpty()) {
      return site.unmet(tx, code).map(unmet -> Claim.unmet(code, unmet.plan()));
    }
    SignedBatch batch = known.get();
    if (batch.revoked) {
      // Its key is gone, so nothing can be told from the code; every one of them is worth nothing.
      return Optional.of(batch.claim(code, Voucher.State.REVOKED));
    }
    Optional<BatchKey> key =
        batch.sealedKey == null
            ? site.unmet(tx, code).map(SiteBook.Unmet::key)
            : Optional.of(keys.unseal(batch.sealedKey, batch.id));
    if (key.isEmpty() || !key.get().verifies(batch.goodFor, code) || code.serial() >= batch.size) {
      return Optional.empty();
    }
    Optional<Claim> met =
        tx.one(
            CLAIM + "v.batch_id = ? AND v.serial = ?",
            ROW,
            clock.millis(),
            batch.id,
            code.serial());
    if (met.isPresent()) {
      return met.map(claim -> claim.ofBatch(code.batch()));
    }
    if (batch.elsewhere) {
      return Optional.of(batch.claim(code, Voucher.State.USED));
    }
    boolean over = batch.endsMillis > 0 && batch.endsMillis <= clock.millis();
    return Optional.of(batch.claim(code, over ? Voucher.State.EXPIRED : Voucher.State.AVAILABLE));
  }

  /**
   * Marks an available voucher as redeemed for a pass that is there already.
   *
   * @param voucherId the voucher's id; a fresh one where the claim has none yet
   * @return the id of its batch
   */
  public String spend(Tx tx, Claim claim, String voucherId, String passId) {
    if (claim.id == null) {
      String batch =
          claim.batchId == null ? SiteBook.make(tx, claim.number, claim.planId) : claim.batchId;
      tx.update(
          "INSERT INTO voucher (id, batch_id, plan_id, serial, hint, state, valid_until_ms,"
              + " pass_id) VALUES (?, ?, ?, ?, ?, 'USED', ?, ?)",
          voucherId,
          batch,
          claim.planId,
          claim.serial,
          claim.hint,
          claim.validUntilMillis,
          passId);
      return batch;
    }
    int spent =
        tx.update(
            "UPDATE voucher SET state = 'USED', pass_id = ? WHERE id = ? AND state = 'AVAILABLE'",
            passId,
            voucherId);
    if (spent != 1) {
      throw new IllegalStateException("voucher " + voucherId + " was spent twice");
    }
    return claim.batchId;
  }

  /** Whether an operator took it back; an empty id names no voucher. */
  public boolean revoked(Tx tx, String voucherId) {
    return !voucherId.isEmpty()
        && tx.one(
                "SELECT id FROM voucher WHERE id = ? AND state = 'REVOKED'",
                row -> row.getString(1),
                voucherId)
            .isPresent();
  }

  /** Takes a voucher back. False where there is none or it is revoked already. */
  public boolean revoke(Tx tx, String voucherId) {
    Optional<String> batch =
        tx.one("SELECT batch_id FROM voucher WHERE id = ?", row -> row.getString(1), voucherId);
    int revoked =
        tx.update(
            "UPDATE voucher SET state = 'REVOKED' WHERE id = ? AND state <> 'REVOKED'", voucherId);
    if (revoked == 1) {
      journal.append(tx, new VoucherFacts.VoucherRevoked(voucherId, batch.orElseThrow()));
    }
    return revoked == 1;
  }

  /** Takes a batch back: all its vouchers, and the key of a signed one. Says which were revoked. */
  public List<String> revokeBatch(Tx tx, String batchId) {
    int key =
        tx.update(
            "UPDATE voucher_batch SET revoked = 1, sealed_key = NULL"
                + " WHERE id = ? AND kind = 'SIGNED' AND revoked = 0",
            batchId);
    if (key == 1) {
      int number =
          tx.one("SELECT number FROM voucher_batch WHERE id = ?", row -> row.getInt(1), batchId)
              .orElseThrow();
      journal.append(tx, new VoucherFacts.SignedBatchRevoked(batchId, number));
    }
    List<String> vouchers =
        tx.list(
            "SELECT id FROM voucher WHERE batch_id = ? AND state <> 'REVOKED' ORDER BY serial",
            row -> row.getString(1),
            batchId);
    vouchers.forEach(voucher -> revoke(tx, voucher));
    return vouchers;
  }

  /** What this box knows of a batch whose vouchers it need never have seen. */
  private static final class SignedBatch {
    private final String id;
    private final String planId;
    private final int size;
    private final long endsMillis;
    private final byte[] sealedKey;
    private final boolean revoked;
    private final boolean elsewhere;
    private final String goodFor;

    private SignedBatch(ResultSet row) throws SQLException {
      id = row.getString(1);
      planId = row.getString(2);
      size = row.getInt(3);
      endsMillis = row.getLong(4);
      sealedKey = row.getBytes(5);
      revoked = row.getInt(6) != 0;
      elsewhere = row.getInt(8) != 0;
      goodFor = row.getInt(7) != 0 ? planId : row.getString(9);
    }

    static SignedBatch of(ResultSet row) throws SQLException {
      return new SignedBatch(row);
    }

    Claim claim(VoucherCode.Signed code, Voucher.State state) {
      return new Claim(
          null, id, code.batch(), code.serial(), code.hint(), planId, null, endsMillis, state);
    }
  }
}
