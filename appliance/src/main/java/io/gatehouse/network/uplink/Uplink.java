package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import java.util.List;

/**
 * The way to the internet.
 *
 * @param resolvers where names are asked for; empty = what the uplink's DHCP said
 * @param downKbps speed of the line towards guests; 0 = unknown, 10 Gbit/s is assumed
 */
public record Uplink(String device, List<Ipv4> resolvers, int downKbps, int upKbps) {
  public static Uplink factory() {
    return new Uplink("wan", List.of(), 0, 0);
  }
}
