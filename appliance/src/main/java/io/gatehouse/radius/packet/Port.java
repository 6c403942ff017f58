package io.gatehouse.radius.packet;

/** Where a packet arrived, which decides what it may be. */
public enum Port {
  /** 1812: Access-Request and Status-Server. */
  AUTHENTICATION,
  /** 1813: Accounting-Request and Status-Server. */
  ACCOUNTING,
  /** 3799: Disconnect-Request and CoA-Request. */
  DYNAMIC,
  /** A port that requests were sent from. */
  REPLIES;

  Refusal check(int code) {
    boolean request = Code.isRequest(code);
    if (!request && !Code.isReply(code)) {
      return Refusal.UNKNOWN_CODE;
    }
    if (request == (this == REPLIES)) {
      return Refusal.WRONG_DIRECTION;
    }
    boolean here =
        switch (this) {
          case AUTHENTICATION -> code == Code.ACCESS_REQUEST || code == Code.STATUS_SERVER;
          case ACCOUNTING -> code == Code.ACCOUNTING_REQUEST || code == Code.STATUS_SERVER;
          case DYNAMIC -> code == Code.DISCONNECT_REQUEST || code == Code.COA_REQUEST;
          case REPLIES -> true;
        };
    return here ? Refusal.NONE : Refusal.NOT_HERE;
  }
}
