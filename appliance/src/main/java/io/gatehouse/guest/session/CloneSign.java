package io.gatehouse.guest.session;

/** What told that a device's addresses are used by two. */
public enum CloneSign {
  /** It was met at two places at once. */
  PLACES,
  /** Its lease was asked for by something that calls itself otherwise. */
  LEASE
}
