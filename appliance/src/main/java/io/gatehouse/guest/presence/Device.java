package io.gatehouse.guest.presence;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;

/**
 * A guest's device as its lease, or the router it came to, shows it.
 *
 * @param ip 0.0.0.0 while a router has not told it
 * @param nas the router that will carry its session, by the name it is registered under; empty =
 *     this box's own gate
 */
public record Device(Mac mac, Ipv4 ip, String hostname, String nas) {
  /** An address that is not known yet. */
  public static final Ipv4 UNKNOWN = new Ipv4(0);

  /** A device on this box's own network. */
  public Device(Mac mac, Ipv4 ip, String hostname) {
    this(mac, ip, hostname, "");
  }

  public boolean atRouter() {
    return !nas.isEmpty();
  }
}
