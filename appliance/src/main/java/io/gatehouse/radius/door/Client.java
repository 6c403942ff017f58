package io.gatehouse.radius.door;

import io.gatehouse.radius.packet.SharedSecret;

/**
 * Somebody who may ask, and who can be asked to end sessions.
 *
 * @param name what it is registered under
 * @param requireMessageAuthenticator false only where an operator said so
 * @param dynamicPort where it takes CoA and Disconnect (RFC 5176); 0 = nowhere
 */
public record Client(
    String name, SharedSecret secret, boolean requireMessageAuthenticator, int dynamicPort) {}
