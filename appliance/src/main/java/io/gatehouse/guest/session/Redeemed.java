package io.gatehouse.guest.session;

import io.gatehouse.guest.presence.SessionView;
import java.util.List;

/** What became of a code that a guest typed in. */
public sealed interface Redeemed {

  /**
   * The device is online.
   *
   * @param resumeToken proves later that this guest may take the session to another device; shown
   *     and set as a cookie once, stored as a digest
   */
  record Opened(SessionView session, String resumeToken) implements Redeemed {}

  /** The check symbol does not fit: a slip of the finger, counted against nobody. */
  record Typo() implements Redeemed {}

  /** Well-formed, and no such voucher. */
  record Unknown() implements Redeemed {}

  /** Nothing is left on it. */
  record Used() implements Redeemed {}

  /** Another box of the site has let it in, or is the only one to do so. */
  record Elsewhere() implements Redeemed {}

  /** It was not redeemed in time. */
  record Expired() implements Redeemed {}

  /** An operator took it back. */
  record Revoked() implements Redeemed {}

  /** All devices that may share it are online; the guest may end one of them to go on here. */
  record TooManyDevices(List<SessionView> online) implements Redeemed {}

  /** The request did not come from a device with a lease. */
  record NoLease() implements Redeemed {}

  /**
   * The device's session is held, as its addresses are used by two: only the voucher's code or a
   * resume token goes on with it.
   */
  record Held() implements Redeemed {}

  /** This device has used today's share. */
  record DailyLimit(long secondsUntilFree) implements Redeemed {}

  /** Too many wrong codes from here. */
  record TooManyTries(long secondsToWait) implements Redeemed {}

  /** The plan is switched off. */
  record NotOffered() implements Redeemed {}

  /** The box cannot write to its storage; nothing was spent. */
  record OutOfOrder(String reason) implements Redeemed {}
}
