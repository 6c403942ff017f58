package io.gatehouse.platform.journal;

/**
 * Something that happened and is never taken back. A fact is a record; its kind is the record's
 * simple name and its components are written as JSON. Facts carry ids, amounts and addresses, never
 * a secret or a voucher's code.
 */
public interface Fact {

  /** The name readers know it by. Not the fact's own to say: a component could have that name. */
  static String kind(Fact fact) {
    return fact.getClass().getSimpleName();
  }
}
