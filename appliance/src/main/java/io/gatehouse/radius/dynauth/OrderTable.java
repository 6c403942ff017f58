package io.gatehouse.radius.dynauth;

import io.gatehouse.platform.store.Tx;
import java.util.Optional;

/** Orders that were answered, by their authenticator. */
final class OrderTable {
  private OrderTable() {}

  static Optional<byte[]> reply(Tx tx, String authenticator) {
    return tx.one(
        "SELECT reply FROM radius_order WHERE authenticator = ?",
        row -> row.getBytes(1),
        authenticator);
  }

  static void answered(Tx tx, String authenticator, long atMillis, byte[] reply) {
    tx.update(
        "INSERT INTO radius_order (authenticator, at_ms, reply) VALUES (?, ?, ?)",
        authenticator,
        atMillis,
        reply);
  }

  static void forgetBefore(Tx tx, long millis) {
    tx.update("DELETE FROM radius_order WHERE at_ms < ?", millis);
  }
}
