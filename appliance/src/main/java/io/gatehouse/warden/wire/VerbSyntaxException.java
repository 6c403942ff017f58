package io.gatehouse.warden.wire;

/** A request that is not a verb, or whose argument is out of its bounds; the text says which. */
public final class VerbSyntaxException extends Exception {
  public VerbSyntaxException(String reason) {
    super(reason);
  }
}
