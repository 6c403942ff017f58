package io.gatehouse.hub.fleet;

/** What became of a box that asked to be let in. */
public sealed interface Enrolled {

  /**
   * It is in.
   *
   * @param certificate PEM
   */
  record In(String box, String certificate) implements Enrolled {}

  /** There is no such claim. */
  record Unknown() implements Enrolled {}

  /** The claim was good once. */
  record Expired() implements Enrolled {}

  /** Another box has used it. */
  record Used() implements Enrolled {}

  /** The key belongs to a box already. */
  record KeyTaken() implements Enrolled {}
}
