package io.gatehouse.network.wifi;

import io.gatehouse.network.settings.document.Secret;
import io.gatehouse.platform.address.Ipv4;

/**
 * A RADIUS server that is asked who may join an enterprise network (RFC 3580); 127.0.0.1 is the
 * box's own.
 *
 * @param port where it answers who may join (RFC 2865: 1812)
 * @param accountingPort where it takes down what was used (RFC 2866: 1813); 0 = nobody is told
 */
public record RadiusServer(Ipv4 address, int port, int accountingPort, Secret secret) {}
