package io.gatehouse.guest.session;

import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.GateShadow;
import io.gatehouse.guest.presence.SessionView;
import java.util.List;

/**
 * Carries out at routers what was decided here, as {@link GateShadow} does at the box's own gate.
 * Called after the commit; returns at once and never fails: who cannot be reached learns it when it
 * asks next.
 */
public interface Enforcement {
  /** No routers. */
  Enforcement NONE = changes -> {};

  void settle(List<RouterChange> changes);

  /**
   * A session at a router that is over, or has other terms.
   *
   * @param reason null where it goes on with other terms
   */
  record RouterChange(SessionView session, String nas, EndReason reason) {
    public boolean ended() {
      return reason != null;
    }
  }
}
