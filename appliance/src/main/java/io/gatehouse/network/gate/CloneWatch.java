package io.gatehouse.network.gate;

import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.reply.Sighting;
import io.gatehouse.warden.verb.GateBatch;
import io.gatehouse.warden.verb.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells a guest who walked to another port of the bridge from somebody who took on the guest's
 * addresses. The kernel admits a device at its own port only, so neither passes until this has been
 * decided: a device that is met at one place and stays silent at the other has walked; one that is
 * met at both is two. To be asked every half second by one thread.
 */
public final class CloneWatch {
  /** There and back, twice: nobody walks so fast within the 10 s that the warden looks back. */
  static final int MOVES_OF_TWO = 4;

  /** So long there must have been no sign of life from the place before. */
  static final long QUIET_MILLIS = 1_500;

  /** So often a sign of life must have been asked for. */
  static final int ASKED = 2;

  private final Box box;
  private final Consumer<Mac> cloned;

  /**
   * @param cloned takes each device that is in two places
   */
  public CloneWatch(Box box, Consumer<Mac> cloned) {
    this.box = box;
    this.cloned = cloned;
  }

  /** Looks once. A warden that is away is asked again the next time. */
  public void check() {
    if (!(box.call(new Query.Sightings()) instanceof Reply.Done done)) {
      return;
    }
    List<GateBatch.Change> walked = new ArrayList<>();
    for (Sighting seen : Sighting.read(done.payload())) {
      if (seen.moves() >= MOVES_OF_TWO) {
        cloned.accept(seen.mac());
      } else if (seen.astray() && seen.asked() >= ASKED && seen.quietMillis() >= QUIET_MILLIS) {
        walked.add(new GateBatch.Follow(seen.ip()));
      }
    }
    if (!walked.isEmpty()
        && box.call(new GateBatch(walked)) instanceof Reply.Failed(String reason)) {
      throw new GateUnreachable(reason);
    }
  }
}
