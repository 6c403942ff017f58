package io.gatehouse.guest.presence;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;

/**
 * A session as its row tells it: one device's presence under a pass.
 *
 * @param sinceMillis when the present state began
 * @param presentMillis earlier stretches of being open, before pauses
 * @param nas the router that carries it; empty = this box
 */
public record Presence(
    String id,
    String passId,
    Mac mac,
    Ipv4 ip,
    String hostname,
    SessionView.State state,
    long openedMillis,
    long sinceMillis,
    long presentMillis,
    long upBytes,
    long downBytes,
    String nas) {

  public boolean open() {
    return state == SessionView.State.OPEN;
  }

  /** How long it was open, pauses left out. */
  public long presentAt(long now) {
    return presentMillis + (open() ? Math.max(now - sinceMillis, 0) : 0);
  }

  public boolean atRouter() {
    return !nas.isEmpty();
  }

  public boolean held() {
    return state == SessionView.State.HELD;
  }

  public Presence paused(long now) {
    return resting(SessionView.State.PAUSED, now);
  }

  public Presence held(long now) {
    return resting(SessionView.State.HELD, now);
  }

  private Presence resting(SessionView.State rest, long now) {
    return new Presence(
        id,
        passId,
        mac,
        ip,
        hostname,
        rest,
        openedMillis,
        now,
        presentAt(now),
        upBytes,
        downBytes,
        nas);
  }

  public Presence resumed(Device device, long now) {
    return new Presence(
        id,
        passId,
        mac,
        device.ip(),
        device.hostname(),
        SessionView.State.OPEN,
        openedMillis,
        now,
        presentMillis,
        upBytes,
        downBytes,
        device.nas());
  }

  /** The device has another address now. */
  public Presence at(Device device) {
    return new Presence(
        id,
        passId,
        mac,
        device.ip(),
        device.hostname(),
        state,
        openedMillis,
        sinceMillis,
        presentMillis,
        upBytes,
        downBytes,
        device.nas());
  }

  Presence counted(long up, long down) {
    return new Presence(
        id,
        passId,
        mac,
        ip,
        hostname,
        state,
        openedMillis,
        sinceMillis,
        presentMillis,
        up,
        down,
        nas);
  }

  /** The number in the id, which counts up on one box. */
  long number() {
    return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
  }
}
