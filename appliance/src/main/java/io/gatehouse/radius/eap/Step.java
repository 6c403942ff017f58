package io.gatehouse.radius.eap;

/** What comes of a peer's packet. */
// Nobody compares these: each is taken apart where it arrives.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Step {

  /** The peer has to answer this. */
  record Ask(byte[] eap) implements Step {}

  /**
   * It is in.
   *
   * @param keys the master session key, 64 bytes
   */
  record Success(byte[] eap, byte[] keys) implements Step {
    @Override
    public String toString() {
      return "Success";
    }
  }

  /** It is not in, and why. */
  record Failure(byte[] eap, String why) implements Step {}

  /** Nothing is answered (RFC 3748 §4.1: what does not fit is discarded). */
  record Silence() implements Step {}
}
