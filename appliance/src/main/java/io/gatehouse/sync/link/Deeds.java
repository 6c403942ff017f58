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

  /** Another box has let the voucher in first: it is taken back here, and its sessions end. */
  void takeBack(String voucher);

  /** The hub has revoked a batch: so is it here, with the sessions that run on it. */
  void takeBackBatch(String batch);
}
