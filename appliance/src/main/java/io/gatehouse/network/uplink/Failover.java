package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import java.util.List;

/**
 * When the second line is taken and left again.
 *
 * @param probes resolvers of the internet that are asked through each line; empty = {@link #USUAL}
 * @param leaveAfterSeconds how long none of them answers through the first line before it is left;
 *     one that has no route is left at once
 * @param returnAfterSeconds how long the first line answers before it is taken again
 */
public record Failover(List<Ipv4> probes, int leaveAfterSeconds, int returnAfterSeconds) {
  /** Public resolvers of three houses, so that the trouble of one is none of ours. */
  static final List<Ipv4> USUAL =
      List.of(Ipv4.of("1.1.1.1"), Ipv4.of("9.9.9.9"), Ipv4.of("8.8.8.8"));

  static Failover usual() {
    return new Failover(List.of(), 15, 60);
  }

  List<Ipv4> asked() {
    return probes.isEmpty() ? USUAL : probes;
  }
}
