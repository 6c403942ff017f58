package io.gatehouse.network.gate;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;

/**
 * What the kernel knows of one admitted device.
 *
 * @param upBytes bytes the guest sent since the gate was opened for it
 * @param downBytes bytes the guest received since then
 * @param ttlSeconds what is left of the admission
 */
public record Counter(Ipv4 ip, Mac mac, long upBytes, long downBytes, int ttlSeconds) {}
