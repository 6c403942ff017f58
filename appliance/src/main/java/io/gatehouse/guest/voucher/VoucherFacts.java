package io.gatehouse.guest.voucher;

import io.gatehouse.platform.journal.Fact;

/** What is recorded of vouchers before they are redeemed. */
sealed interface VoucherFacts extends Fact {
  record VouchersMinted(String batch, String plan, int count, String note)
      implements VoucherFacts {}

  record SignedBatchKnown(String batch, int number, String plan, int count)
      implements VoucherFacts {}

  record VouchersDiscarded(String batch, String state, int count) implements VoucherFacts {}

  /** Nobody redeemed it in time. */
  record VoucherExpired(String voucher, String batch, String plan) implements VoucherFacts {}

  record VoucherRevoked(String voucher, String batch) implements VoucherFacts {}

  record SignedBatchRevoked(String batch, int number) implements VoucherFacts {}
}
