package io.gatehouse.radius.accounting;

import io.gatehouse.radius.packet.SharedSecret;
import java.net.InetSocketAddress;

/** A server that records are passed on to. */
public record Upstream(InetSocketAddress address, SharedSecret secret) {}
