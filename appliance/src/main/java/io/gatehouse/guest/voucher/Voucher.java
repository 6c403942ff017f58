package io.gatehouse.guest.voucher;

/**
 * A voucher as lists show it. The code itself is stored only as a keyed digest; {@code hint} is its
 * last four symbols.
 *
 * @param passId what it was redeemed for, empty while unused
 * @param mac the devices it is bound to, with a blank between them; empty while there is none
 */
public record Voucher(
    String id, String batchId, String planId, State state, String hint, String passId, String mac) {

  /** A voucher's life. USED means redeemed, whether or not something is left on it. */
  public enum State {
    AVAILABLE,
    USED,
    EXPIRED,
    REVOKED
  }
}
