package io.gatehouse.guest.session;

import io.gatehouse.platform.address.Mac;
import java.util.List;
import java.util.Optional;

/**
 * Who is in. Every method decides in one transaction and then tells the gate; a gate that fails is
 * caught up by {@link #reconcile}.
 */
public final class Sessions {

  /**
   * Redeems what a guest typed: a new voucher, or one whose time goes on (on this or a further
   * device).
   */
  public Redeemed redeem(String typed, Device device) {
    throw new UnsupportedOperationException();
  }

  /**
   * As {@link #redeem}, but ends the longest-idle other device of the pass first where all places
   * are taken.
   */
  public Redeemed redeemInsteadOfAnother(String typed, Device device) {
    throw new UnsupportedOperationException();
  }

  /** Starts a free plan. */
  public Redeemed startFree(String planId, Device device) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes the session that a resume token (cookie) proves to this device: a phone that changed its
   * MAC.
   */
  public Redeemed moveHere(String resumeToken, Device device) {
    throw new UnsupportedOperationException();
  }

  /** The device's open or paused session. */
  public Optional<SessionView> of(Mac mac) {
    throw new UnsupportedOperationException();
  }

  /** Why the device's last session ended, if it was within the last 24 h of service. */
  public Optional<EndReason> lastEnd(Mac mac) {
    throw new UnsupportedOperationException();
  }

  /** Pauses banked time. False where there is no open session or its plan runs on. */
  public boolean pause(Mac mac) {
    throw new UnsupportedOperationException();
  }

  /** Goes on after a pause. */
  public Redeemed resume(Device device) {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the device's session. What is left on the voucher stays there. False where there is none.
   */
  public boolean signOut(Mac mac) {
    throw new UnsupportedOperationException();
  }

  /** Ends one session. False where it is not open. */
  public boolean end(String sessionId, EndReason reason) {
    throw new UnsupportedOperationException();
  }

  /**
   * Puts a session on another plan's speed, limits and devices from now on; what was used stays
   * used.
   */
  public boolean changePlan(String sessionId, String planId) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes a voucher back and ends its sessions. False where there is none or it is revoked already.
   */
  public boolean revokeVoucher(String voucherId) {
    throw new UnsupportedOperationException();
  }

  /** Unbinds a voucher from its devices, so that others may use what is left. */
  public boolean resetDevices(String voucherId) {
    throw new UnsupportedOperationException();
  }

  /** Gives a voucher its full time and bytes again. */
  public boolean resetUsage(String voucherId) {
    throw new UnsupportedOperationException();
  }

  /** Open and paused sessions by id, after the given id. */
  public List<SessionView> list(String after, int max) {
    throw new UnsupportedOperationException();
  }

  public int openCount() {
    throw new UnsupportedOperationException();
  }

  /** Ends what is over, slows what is over its bytes, renews what goes on. Run every second. */
  public void tick() {
    throw new UnsupportedOperationException();
  }

  /** Reads the gate's counters into usage. Run every 10 s; durable at most every 60 s. */
  public void sample() {
    throw new UnsupportedOperationException();
  }

  /** Makes the kernel admit exactly the open sessions. Run at start, on drift, and each minute. */
  public int reconcile() {
    throw new UnsupportedOperationException();
  }
}
