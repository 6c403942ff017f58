package io.gatehouse.guest.session;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;

/** A guest's device as its lease shows it. */
public record Device(Mac mac, Ipv4 ip, String hostname) {}
