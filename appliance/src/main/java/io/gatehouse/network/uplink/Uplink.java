package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import java.util.List;

/**
 * The way to the internet.
 *
 * @param second taken where the internet is not reached through the first
 * @param resolvers where names are asked for; empty = what the lines said
 */
public record Uplink(Line first, Line second, List<Ipv4> resolvers, Failover failover) {
  public static Uplink factory() {
    return new Uplink(Line.over("wan"), Line.none(), List.of(), Failover.usual());
  }

  /** The interface that packets leave by on the first line. */
  public String device() {
    return first.outer("uplink");
  }

  /** The interface that packets leave by on the second line; empty where there is none. */
  public String secondDevice() {
    return second.exists() ? second.outer("second") : "";
  }

  /** The interfaces that packets leave by, the first line's first. */
  public List<String> devices() {
    return second.exists() ? List.of(device(), secondDevice()) : List.of(device());
  }
}
