package io.gatehouse.campaign.kill;

/**
 * A line of the ledger outside: what was asked of the box and what it answered.
 *
 * @param voucher the voucher it is about, empty where it is about the device's session
 * @param sent when it left, in nanoseconds of this machine
 * @param answered when the answer was whole; for one that broke off, when that was noticed
 */
record Deed(Kind kind, String voucher, long sent, long answered, Outcome outcome, int status) {

  enum Kind {
    REDEEM,
    SIGN_OUT,
    PAUSE,
    RESUME,
    /** An operator takes the voucher back. */
    REVOKE,
    /** An operator ends the device's session. */
    END
  }

  enum Outcome {
    /** The box said that it is done: from now on it must be so. */
    ACKNOWLEDGED,
    /** The box said no: nothing may have changed. */
    REFUSED,
    /** The answer never came whole: done or not done, but not half. */
    IN_DOUBT
  }

  @Override
  public String toString() {
    return kind + (voucher.isEmpty() ? "" : " " + voucher) + " " + outcome + " " + status;
  }
}
