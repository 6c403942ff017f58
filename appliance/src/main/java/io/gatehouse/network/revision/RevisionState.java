package io.gatehouse.network.revision;

/** Where a revision is in its life. */
public enum RevisionState {
  /** Valid and stored; not on the box yet. */
  PROPOSED,
  /** On the box until its deadline; it goes back unless someone confirms it. */
  APPLIED,
  /** On the box for good; what later ones fall back to. */
  CONFIRMED,
  /** Was on the box and was taken back. */
  ROLLED_BACK,
  /** Never came to the box. */
  REFUSED;

  /** True where something is still to happen with it. */
  public boolean underWay() {
    return this == PROPOSED || this == APPLIED;
  }
}
