package io.gatehouse.reset;

/** Whose a table of the ledger is: this decides at which level it is emptied. */
enum Holding {
  /** Who was here, what they bought and used. */
  GUESTS,
  /** How the box is set up, and who may do so. */
  SETTINGS,
  /** What can be bought. */
  OFFER,
  /**
   * Facts: those that every reader has passed go with the guests, the others wait for their reader.
   */
  REPORTED,
  /** Accounting that others are still to be told of. */
  UNSENT,
  /** Who the box is, and how far its numbers have come: gone only with the medium. */
  BOX
}
