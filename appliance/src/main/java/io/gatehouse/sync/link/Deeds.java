package io.gatehouse.sync.link;

/** What a box does by order of its hub; each may block and is called once. */
public interface Deeds {

  /** How it went; for people. */
  sealed interface Deed {
    record Done(String note) implements Deed {}

    record No(String reason) implements Deed {}
  }

  Deed endSession(String session);

  /**
   * @param unit as the hub named it
   */
  Deed restart(String unit);

  Deed look();
}
