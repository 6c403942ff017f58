package io.gatehouse.guest.voucher;

/** Codes for tests outside this room. */
public final class Codes {
  private Codes() {}

  /** Well-formed, and nobody's. */
  public static String wellFormed() {
    return VoucherCode.Random.make().text();
  }
}
