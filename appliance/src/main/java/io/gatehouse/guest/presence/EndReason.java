package io.gatehouse.guest.presence;

/** Why a session ended. */
public enum EndReason {
  /** Paid time is used up. */
  TIME,
  /** The bytes of the plan are used up. */
  QUOTA,
  /** Today's share of this device is used up. */
  DAILY,
  /** Nothing came from the device for a long while. */
  IDLE,
  /** The guest signed out. */
  GUEST,
  /** The guest's session went to another device. */
  MOVED,
  /** An operator ended it. */
  OPERATOR,
  /** The voucher was revoked. */
  REVOKED
}
