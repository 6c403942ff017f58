package io.gatehouse.radius.accounting;

import io.gatehouse.guest.presence.EndReason;

/** Why a session ended, as Acct-Terminate-Cause says it (RFC 2866 §5.10). */
enum Cause {
  USER_REQUEST(1),
  IDLE_TIMEOUT(4),
  SESSION_TIMEOUT(5),
  ADMIN_RESET(6),
  NAS_REQUEST(10),
  NAS_REBOOT(11);

  private final int number;

  Cause(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Cause of(EndReason reason) {
    return switch (reason) {
      case TIME, QUOTA, DAILY -> SESSION_TIMEOUT;
      case IDLE -> IDLE_TIMEOUT;
      case GUEST, MOVED -> USER_REQUEST;
      case OPERATOR, REVOKED -> ADMIN_RESET;
    };
  }

  /** What the box makes of a router's word. */
  static EndReason reason(int number) {
    for (Cause cause : values()) {
      if (cause.number == number) {
        return switch (cause) {
          case IDLE_TIMEOUT, NAS_REBOOT -> EndReason.IDLE;
          case SESSION_TIMEOUT -> EndReason.TIME;
          case ADMIN_RESET -> EndReason.OPERATOR;
          case USER_REQUEST, NAS_REQUEST -> EndReason.GUEST;
        };
      }
    }
    return EndReason.GUEST;
  }
}
