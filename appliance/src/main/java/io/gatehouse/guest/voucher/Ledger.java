package io.gatehouse.guest.voucher;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Tx;
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
              row.getInt(3),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              row.getLong(7),
              Voucher.State.valueOf(row.getString(8)));

  private final Journal journal;
  private final ServiceClock clock;
  private final CodeKeys keys;

  Ledger(Journal journal, ServiceClock clock, CodeKeys keys) {
    this.journal = journal;
    this.clock = clock;
    this.keys = keys;
  }

  /**
   * A voucher that somebody holds the code of.
   *
   * @param id null for a signed one that this box meets for the first time
   * @param passId null while it is unused
   */
  public record Claim(
      String id,
      String batchId,
      int serial,
      String hint,
      String planId,
      String passId,
      long validUntilMillis,
      Voucher.State state) {}

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
            "SELECT b.id, b.plan_id, b.size, b.ends_ms, b.sealed_key, b.revoked, x.site"
                + " FROM voucher_batch b, box x WHERE x.id = 1 AND b.number = ?",
            row ->
                new SignedBatch(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getLong(4),
                    row.getBytes(5),
                    row.getInt(6) != 0,
                    row.getString(7)),
            code.batch());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    SignedBatch batch = known.get();
    if (batch.revoked) {
      // Its key is gone, so nothing can be told from the code; every one of them is worth nothing.
      return Optional.of(batch.claim(code, Voucher.State.REVOKED));
    }
    BatchKey key = keys.unseal(batch.sealedKey, batch.id);
    if (!key.verifies(batch.site, code) || code.serial() >= batch.size) {
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
      return met;
    }
    boolean over = batch.endsMillis > 0 && batch.endsMillis <= clock.millis();
    return Optional.of(batch.claim(code, over ? Voucher.State.EXPIRED : Voucher.State.AVAILABLE));
  }

  /**
   * Marks an available voucher as redeemed for a pass that is there already.
   *
   * @param voucherId the voucher's id; a fresh one where the claim has none yet
   */
  public void spend(Tx tx, Claim claim, String voucherId, String passId) {
    if (claim.id == null) {
      tx.update(
          "INSERT INTO voucher (id, batch_id, plan_id, serial, hint, state, valid_until_ms,"
              + " pass_id) VALUES (?, ?, ?, ?, ?, 'USED', ?, ?)",
          voucherId,
          claim.batchId,
          claim.planId,
          claim.serial,
          claim.hint,
          claim.validUntilMillis,
          passId);
      return;
    }
    int spent =
        tx.update(
            "UPDATE voucher SET state = 'USED', pass_id = ? WHERE id = ? AND state = 'AVAILABLE'",
            passId,
            voucherId);
    if (spent != 1) {
      throw new IllegalStateException("voucher " + voucherId + " was spent twice");
    }
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
    private final String site;

    SignedBatch(
        String id,
        String planId,
        int size,
        long endsMillis,
        byte[] sealedKey,
        boolean revoked,
        String site) {
      this.id = id;
      this.planId = planId;
      this.size = size;
      this.endsMillis = endsMillis;
      this.sealedKey = sealedKey;
      this.revoked = revoked;
      this.site = site;
    }

    Claim claim(VoucherCode.Signed code, Voucher.State state) {
      return new Claim(null, id, code.serial(), code.hint(), planId, null, endsMillis, state);
    }
  }
}
