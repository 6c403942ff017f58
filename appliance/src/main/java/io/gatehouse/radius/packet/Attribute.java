package io.gatehouse.radius.packet;

/** Numbers of the attributes that the program itself looks at, and the shape each must have. */
public final class Attribute {
  public static final int USER_NAME = 1;
  public static final int USER_PASSWORD = 2;
  public static final int CHAP_PASSWORD = 3;
  public static final int NAS_IP_ADDRESS = 4;
  public static final int NAS_PORT = 5;
  public static final int SERVICE_TYPE = 6;
  public static final int FRAMED_IP_ADDRESS = 8;
  public static final int FILTER_ID = 11;
  public static final int FRAMED_MTU = 12;
  public static final int REPLY_MESSAGE = 18;
  public static final int STATE = 24;
  public static final int CLASS = 25;
  public static final int VENDOR_SPECIFIC = 26;
  public static final int SESSION_TIMEOUT = 27;
  public static final int IDLE_TIMEOUT = 28;
  public static final int CALLED_STATION_ID = 30;
  public static final int CALLING_STATION_ID = 31;
  public static final int NAS_IDENTIFIER = 32;
  public static final int PROXY_STATE = 33;
  public static final int ACCT_STATUS_TYPE = 40;
  public static final int ACCT_DELAY_TIME = 41;
  public static final int ACCT_INPUT_OCTETS = 42;
  public static final int ACCT_OUTPUT_OCTETS = 43;
  public static final int ACCT_SESSION_ID = 44;
  public static final int ACCT_SESSION_TIME = 46;
  public static final int ACCT_INPUT_PACKETS = 47;
  public static final int ACCT_OUTPUT_PACKETS = 48;
  public static final int ACCT_TERMINATE_CAUSE = 49;
  public static final int ACCT_MULTI_SESSION_ID = 50;
  public static final int ACCT_INPUT_GIGAWORDS = 52;
  public static final int ACCT_OUTPUT_GIGAWORDS = 53;
  public static final int EVENT_TIMESTAMP = 55;
  public static final int CHAP_CHALLENGE = 60;
  public static final int NAS_PORT_TYPE = 61;
  public static final int TUNNEL_TYPE = 64;
  public static final int TUNNEL_MEDIUM_TYPE = 65;
  public static final int TUNNEL_PASSWORD = 69;
  public static final int EAP_MESSAGE = 79;
  public static final int MESSAGE_AUTHENTICATOR = 80;
  public static final int TUNNEL_PRIVATE_GROUP_ID = 81;
  public static final int ACCT_INTERIM_INTERVAL = 85;
  public static final int FRAMED_POOL = 88;
  public static final int CHARGEABLE_USER_IDENTITY = 89;
  public static final int NAS_IPV6_ADDRESS = 95;
  public static final int ERROR_CAUSE = 101;

  /** The first of the four extended spaces, and the two with fragments (RFC 6929 §2). */
  static final int EXTENDED_1 = 241;

  static final int LONG_EXTENDED_1 = 245;
  static final int LONG_EXTENDED_2 = 246;

  /** A value of four bytes, of eight, of sixteen; a prefix; at least one byte; anything. */
  private static final byte ANY = 0;

  private static final byte PREFIX = -1;
  private static final byte NOT_EMPTY = -2;
  private static final byte[] SHAPES = new byte[256];

  static {
    shape(4, NAS_IP_ADDRESS, NAS_PORT, SERVICE_TYPE, 7, FRAMED_IP_ADDRESS, 9, 10, FRAMED_MTU);
    shape(4, 13, 14, 15, 16, 23, SESSION_TIMEOUT, IDLE_TIMEOUT, 29, 37, 38);
    shape(4, ACCT_STATUS_TYPE, ACCT_DELAY_TIME, ACCT_INPUT_OCTETS, ACCT_OUTPUT_OCTETS, 45);
    shape(4, ACCT_SESSION_TIME, ACCT_INPUT_PACKETS, ACCT_OUTPUT_PACKETS, ACCT_TERMINATE_CAUSE, 51);
    shape(4, ACCT_INPUT_GIGAWORDS, ACCT_OUTPUT_GIGAWORDS, EVENT_TIMESTAMP, NAS_PORT_TYPE, 62);
    // With a tag in the first of the four (RFC 2868 §3).
    shape(4, TUNNEL_TYPE, TUNNEL_MEDIUM_TYPE, 83, 72, 75, 76, ACCT_INTERIM_INTERVAL, 86);
    shape(4, ERROR_CAUSE);
    // RFC 3162 §2, RFC 6911 §3.
    shape(16, NAS_IPV6_ADDRESS, 98, 168, 169);
    shape(8, 96);
    shape(PREFIX, 97, 123);
    shape(NOT_EMPTY, USER_NAME, STATE, CLASS, CALLED_STATION_ID, CALLING_STATION_ID);
    shape(NOT_EMPTY, NAS_IDENTIFIER, PROXY_STATE, CHAP_CHALLENGE);
  }

  private Attribute() {}

  private static void shape(int shape, int... types) {
    for (int type : types) {
      SHAPES[type] = (byte) shape;
    }
  }

  /** {@link Refusal#NONE} where a value of that length can stand in an attribute of the type. */
  static Refusal check(int type, byte[] bytes, int value, int length) {
    byte shape = SHAPES[type];
    return switch (shape) {
      case ANY -> Refusal.NONE;
      case NOT_EMPTY -> length == 0 ? Refusal.EMPTY_VALUE : Refusal.NONE;
      case PREFIX ->
          length >= 2 && length <= 18 && prefixFits(bytes[value + 1] & 0xff, length - 2)
              ? Refusal.NONE
              : Refusal.BAD_VALUE_LENGTH;
      default -> length == shape ? Refusal.NONE : Refusal.BAD_VALUE_LENGTH;
    };
  }

  /** RFC 3162 §2.3: the prefix's length in bits, and as many bytes as it needs or more. */
  private static boolean prefixFits(int bits, int bytes) {
    return bits <= 128 && (bits + 7) / 8 <= bytes;
  }
}
