package io.gatehouse.radius.packet;

/** What a packet is for: its first byte (RFC 2865 §4, 2866 §4, 5176 §2.3, 5997 §3). */
public final class Code {
  public static final int ACCESS_REQUEST = 1;
  public static final int ACCESS_ACCEPT = 2;
  public static final int ACCESS_REJECT = 3;
  public static final int ACCOUNTING_REQUEST = 4;
  public static final int ACCOUNTING_RESPONSE = 5;
  public static final int ACCESS_CHALLENGE = 11;
  public static final int STATUS_SERVER = 12;
  public static final int DISCONNECT_REQUEST = 40;
  public static final int DISCONNECT_ACK = 41;
  public static final int DISCONNECT_NAK = 42;
  public static final int COA_REQUEST = 43;
  public static final int COA_ACK = 44;
  public static final int COA_NAK = 45;

  private Code() {}

  /** True for what a client asks. */
  public static boolean isRequest(int code) {
    return switch (code) {
      case ACCESS_REQUEST, ACCOUNTING_REQUEST, STATUS_SERVER, DISCONNECT_REQUEST, COA_REQUEST ->
          true;
      default -> false;
    };
  }

  /** True for what a server answers. */
  public static boolean isReply(int code) {
    return switch (code) {
      case ACCESS_ACCEPT,
          ACCESS_REJECT,
          ACCESS_CHALLENGE,
          ACCOUNTING_RESPONSE,
          DISCONNECT_ACK,
          DISCONNECT_NAK,
          COA_ACK,
          COA_NAK ->
          true;
      default -> false;
    };
  }

  /** True where the answer decides whether somebody comes in. */
  public static boolean isAccessReply(int code) {
    return code == ACCESS_ACCEPT || code == ACCESS_REJECT || code == ACCESS_CHALLENGE;
  }

  /**
   * True where the request's authenticator is a digest over the packet rather than random bytes
   * (RFC 2866 §3, RFC 5176 §2.3).
   */
  public static boolean isSignedByAuthenticator(int code) {
    return code == ACCOUNTING_REQUEST || code == DISCONNECT_REQUEST || code == COA_REQUEST;
  }

  /** True where a server may answer with {@code reply} to {@code request}. */
  public static boolean answers(int reply, int request) {
    return switch (request) {
      case ACCESS_REQUEST -> isAccessReply(reply);
      case ACCOUNTING_REQUEST -> reply == ACCOUNTING_RESPONSE;
      // RFC 5997 §3: by the port it was asked on.
      case STATUS_SERVER -> reply == ACCESS_ACCEPT || reply == ACCOUNTING_RESPONSE;
      case DISCONNECT_REQUEST -> reply == DISCONNECT_ACK || reply == DISCONNECT_NAK;
      case COA_REQUEST -> reply == COA_ACK || reply == COA_NAK;
      default -> false;
    };
  }

  /** The name the RFCs give it, or its number. */
  public static String name(int code) {
    return switch (code) {
      case ACCESS_REQUEST -> "Access-Request";
      case ACCESS_ACCEPT -> "Access-Accept";
      case ACCESS_REJECT -> "Access-Reject";
      case ACCOUNTING_REQUEST -> "Accounting-Request";
      case ACCOUNTING_RESPONSE -> "Accounting-Response";
      case ACCESS_CHALLENGE -> "Access-Challenge";
      case STATUS_SERVER -> "Status-Server";
      case DISCONNECT_REQUEST -> "Disconnect-Request";
      case DISCONNECT_ACK -> "Disconnect-ACK";
      case DISCONNECT_NAK -> "Disconnect-NAK";
      case COA_REQUEST -> "CoA-Request";
      case COA_ACK -> "CoA-ACK";
      case COA_NAK -> "CoA-NAK";
      default -> "code " + code;
    };
  }
}
