package io.gatehouse.guest.voucher;

/**
 * A voucher as lists show it. The code itself is stored only as a keyed digest; {@code hint} is its
 * last four symbols.
 *
 * @param mac the device it is bound to, empty while unused
 */
public record Voucher(
    String id, String batchId, String planId, State state, String hint, String mac) {

  /** A voucher's life. USED means redeemed, whether or not something is left on it. */
  public enum State {
    AVAILABLE,
    USED,
    EXPIRED,
    REVOKED
  }
}
