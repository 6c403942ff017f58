package io.gatehouse.radius.server;

import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.presence.SessionView;

/** What becomes of an Access-Request. */
sealed interface Decision {

  /** For the log of logins; never a password or a code. */
  String words();

  /**
   * The device comes in.
   *
   * @param account null for a voucher
   * @param windowSeconds how long the account's time window stays open; -1 = no window
   * @param msChap null unless the request proved itself by MS-CHAPv2
   */
  record Accept(
      SessionView session, Account account, long windowSeconds, MsChapV2 msChap, byte msChapIdent)
      implements Decision {
    @Override
    public String words() {
      return "session " + session.id() + " of plan " + session.plan().name();
    }
  }

  /**
   * It does not.
   *
   * @param reason for the log and for metrics
   * @param message for the person in front of the device
   * @param msChap the request's, where MS-CHAPv2 has to be answered in its own words
   */
  record Reject(Reason reason, String message, Credentials.MsChap2 msChap) implements Decision {
    Reject(Reason reason, String message) {
      this(reason, message, null);
    }

    @Override
    public String words() {
      return message;
    }
  }

  /** Nothing can be decided now: no answer, so that the router asks again or elsewhere. */
  record Silence(String why) implements Decision {
    @Override
    public String words() {
      return why;
    }
  }

  /** Why somebody is refused. */
  enum Reason {
    WRONG,
    METHOD,
    /** TLS or what stands inside it has failed before anybody was named. */
    TUNNEL,
    SUSPENDED,
    DISABLED,
    TIME_WINDOW,
    DEVICE,
    USED_UP,
    DAILY_LIMIT,
    TOO_MANY_DEVICES,
    EXPIRED,
    REVOKED,
    NOT_OFFERED,
    TOO_MANY_TRIES
  }
}
