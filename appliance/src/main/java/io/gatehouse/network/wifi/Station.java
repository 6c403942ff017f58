package io.gatehouse.network.wifi;

import io.gatehouse.platform.address.Mac;

/**
 * A device on the access point.
 *
 * @param device the box's interface of the network that it is on
 * @param signalDbm how well the box hears it; 0 = the radio does not say
 * @param receivedBytes from the device
 * @param sentBytes to the device
 * @param sentKbps the rate at which the radio sends to it; 0 = the radio does not say
 */
public record Station(
    Mac mac,
    String device,
    int signalDbm,
    long connectedSeconds,
    long receivedBytes,
    long sentBytes,
    long sentKbps) {}
