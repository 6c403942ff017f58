package io.gatehouse.network.uplink;

import io.gatehouse.network.settings.document.Refusals;
import io.gatehouse.platform.address.Ipv4;
import java.util.List;

/** Which uplinks can be. */
public final class UplinkRules {
  private static final int MOST_RESOLVERS = 4;
  private static final int FASTEST_KBPS = 10_000_000;

  private UplinkRules() {}

  /**
   * Adds a reason for each value that cannot be.
   *
   * @param taken interfaces that are the box's own networks
   * @param own the box's addresses in them
   */
  public static void check(Uplink uplink, List<String> taken, List<Ipv4> own, Refusals errors) {
    errors.device("uplink.device", uplink.device());
    if (taken.contains(uplink.device())) {
      errors.refuse("uplink.device", "is in use already");
    }
    if (uplink.resolvers().size() > MOST_RESOLVERS) {
      errors.refuse("uplink.resolvers", "must have at most " + MOST_RESOLVERS + " addresses");
    }
    for (int i = 0; i < uplink.resolvers().size(); i++) {
      Ipv4 resolver = uplink.resolvers().get(i);
      int first = resolver.bits() >>> 24;
      if (own.contains(resolver) || first == 0 || first == 127 || first >= 224) {
        errors.refuse("uplink.resolvers[" + i + "]", "is not the address of another host");
      }
    }
    errors.range("uplink.downKbps", uplink.downKbps(), 0, FASTEST_KBPS);
    errors.range("uplink.upKbps", uplink.upKbps(), 0, FASTEST_KBPS);
  }
}
