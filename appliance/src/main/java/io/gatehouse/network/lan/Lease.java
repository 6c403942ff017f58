package io.gatehouse.network.lan;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;

/**
 * A DHCP lease.
 *
 * @param hostname what the device calls itself: hostile text, at most 63 characters, control
 *     characters removed, empty if it said nothing
 * @param clientId what the device gave as its client id, in hexadecimal: hostile text as well
 */
public record Lease(Mac mac, Ipv4 ip, String hostname, String clientId) {}
