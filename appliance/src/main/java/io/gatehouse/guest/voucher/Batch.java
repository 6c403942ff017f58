package io.gatehouse.guest.voucher;

/**
 * Vouchers that were made together.
 *
 * @param number of a signed batch, 0 to 1023; -1 for random codes
 * @param prefix what is printed before each code
 * @param endsMillis service time after which unused ones are worth nothing; 0 = never
 */
public record Batch(
    String id,
    int number,
    String planId,
    String prefix,
    String note,
    int size,
    long createdMillis,
    long endsMillis,
    boolean revoked) {

  public boolean signed() {
    return number >= 0;
  }
}
