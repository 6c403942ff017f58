package io.gatehouse.guest.session;

import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.journal.Fact;

/** What is recorded of sessions. A pass without a voucher has an empty voucher id. */
sealed interface SessionFacts extends Fact {

  /**
   * A voucher became a pass: the moment it was worth money.
   *
   * @param number of the batch of a signed code, by which all boxes of the site and their hub know
   *     it; -1 for a random one
   * @param serial its place in the batch
   */
  record VoucherRedeemed(
      String voucher,
      String batch,
      int number,
      int serial,
      String pass,
      String plan,
      long priceMinor,
      String currency,
      Mac mac)
      implements SessionFacts {}

  /**
   * @param nas the router that carries it; empty = this box
   */
  record SessionOpened(
      String session, String pass, String voucher, String plan, Mac mac, Ipv4 ip, String nas)
      implements SessionFacts {}

  record SessionPaused(String session, String pass, Mac mac, Ipv4 ip) implements SessionFacts {}

  record SessionResumed(String session, String pass, Mac mac, Ipv4 ip) implements SessionFacts {}

  /** A device's addresses are used by two; the session is held until its guest proves it. */
  record CloneSeen(String session, String pass, Mac mac, Ipv4 ip, CloneSign sign)
      implements SessionFacts {}

  /** A security round found something. */
  record AnomalySeen(SecurityRound.Kind what, String subject, String detail)
      implements SessionFacts {}

  /** The device has another address since then. */
  record SessionAddress(String session, String pass, Mac mac, Ipv4 from, Ipv4 to)
      implements SessionFacts {}

  /**
   * @param seconds how long the device was in, pauses left out
   */
  record SessionEnded(
      String session,
      String pass,
      String voucher,
      String plan,
      Mac mac,
      Ipv4 ip,
      EndReason reason,
      long seconds,
      long upBytes,
      long downBytes)
      implements SessionFacts {}

  /** A place in a pass went from one device address to another. */
  record PlaceMoved(String pass, Mac from, Mac to) implements SessionFacts {}

  record PassChanged(String pass, String fromPlan, String toPlan) implements SessionFacts {}

  record DevicesReset(String voucher, String pass) implements SessionFacts {}

  record UsageReset(String voucher, String pass) implements SessionFacts {}
}
