package io.gatehouse.radius.eap;

/** What is spoken inside a tunnel. */
// Nobody compares these: each is taken apart where it arrives.
@SuppressWarnings("ArrayRecordComponent")
interface Inner {

  /** The first word of the box; null where the device speaks first. */
  byte[] begin(int id);

  /**
   * Takes what the device said.
   *
   * @param id of the packet that an answer goes in
   */
  Said take(byte[] clear, int id);

  /** What comes of it. */
  sealed interface Said {
    record Answer(byte[] clear) implements Said {}

    record In() implements Said {}

    record Out(String why) implements Said {}
  }
}
