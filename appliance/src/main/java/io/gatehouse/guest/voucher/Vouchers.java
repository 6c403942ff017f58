package io.gatehouse.guest.voucher;

import io.gatehouse.guest.plan.Plans;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import java.util.List;
import java.util.Optional;

/** Makes, lists and takes back vouchers. Redeeming is {@code guest.session}'s. */
public final class Vouchers {

  public Vouchers(Store store, Journal journal, ServiceClock clock, Plans plans, CodeKeys keys) {}

  /**
   * Makes vouchers in one transaction.
   *
   * @param count 1 to 10,000
   * @param prefix up to 16 printable characters that a print page shows before the code; no part of
   *     the code
   */
  public Minted mint(String planId, int count, String prefix, String note) {
    throw new UnsupportedOperationException();
  }

  /** Filter fields may be empty; {@code after} is the last id of the page before. */
  public List<Voucher> list(String batchId, String state, String after, int max) {
    throw new UnsupportedOperationException();
  }

  public Optional<Voucher> find(String id) {
    throw new UnsupportedOperationException();
  }

  /** The codes are known here and never again. */
  public sealed interface Minted {
    record Batch(String batchId, List<Code> codes) implements Minted {}

    record Code(String voucherId, String text) {}

    record Invalid(java.util.Map<String, String> errors) implements Minted {}
  }
}
