package io.gatehouse.lab;

import io.gatehouse.platform.address.Ipv4;

/**
 * A lease as the client saw it.
 *
 * @param seconds the lease's time
 * @param portal option 114 (RFC 8910), empty if the server sent none
 */
public record LeaseSeen(
    Ipv4 ip, int prefix, String router, String dns, int seconds, String domain, String portal) {}
