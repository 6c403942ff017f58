package io.gatehouse.radius.packet;

/** Vendors whose inner attributes the program reads or writes (IANA private enterprise numbers). */
public final class Vendor {
  public static final int CISCO = 9;
  public static final int MICROSOFT = 311;
  public static final int WISPR = 14122;
  public static final int MIKROTIK = 14988;

  /** RFC 2548 §2. */
  public static final int MS_CHAP_RESPONSE = 1;

  public static final int MS_CHAP_CHALLENGE = 11;
  public static final int MS_CHAP_MPPE_KEYS = 12;
  public static final int MS_MPPE_SEND_KEY = 16;
  public static final int MS_MPPE_RECV_KEY = 17;
  public static final int MS_CHAP2_RESPONSE = 25;
  public static final int MS_CHAP2_SUCCESS = 26;

  private Vendor() {}

  /**
   * True for vendors whose values are known to be a row of type, length, value. Others may hold
   * anything (RFC 2865 §5.26) and are passed on as they are.
   */
  static boolean isRow(int vendor) {
    return vendor == CISCO || vendor == MICROSOFT || vendor == WISPR || vendor == MIKROTIK;
  }
}
