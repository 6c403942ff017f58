package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.SharedSecret;

/**
 * Decides what the box decides itself. Called on the RADIUS thread and must return at once: whoever
 * needs the database goes elsewhere and comes back through the answer.
 */
public interface Local {

  /**
   * A verified request of a known NAS, copied: it may be kept.
   *
   * @param address the NAS's, as {@link io.gatehouse.platform.address.Ipv4#bits}
   * @param route the route that led here; its outage policy says why where it has a pool
   */
  record Asked(
      Radius.Nas nas,
      SharedSecret secret,
      int address,
      Packet request,
      Service service,
      Radius.Route route) {}

  /** Takes the answer, from any thread; at most once. */
  interface Answer {
    /** A whole signed reply, or null: silence, and the NAS asks again. */
    void give(byte[] reply);
  }

  void decide(Asked asked, Answer answer);
}
