package io.gatehouse.network.uplink;

import io.gatehouse.network.settings.document.Refusals;
import io.gatehouse.network.settings.document.Secret;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.List;
import java.util.Optional;

/** Which uplinks can be. */
public final class UplinkRules {
  private static final int MOST_RESOLVERS = 4;
  private static final int LONGEST_PATIENCE = 3_600;
  private static final int FASTEST_KBPS = 10_000_000;
  private static final int LAST_VLAN = 4_094;

  /** Names with a VLAN's number after them must not be longer than the kernel takes. */
  private static final int LONGEST_DEVICE_WITH_VLAN = 10;

  /** What pppd takes, and what access concentrators know. */
  private static final int LONGEST_WORD = 100;

  private final Own own;
  private final Refusals errors;

  private UplinkRules(Own own, Refusals errors) {
    this.own = own;
    this.errors = errors;
  }

  /**
   * What the box itself has.
   *
   * @param devices interfaces that are the box's own networks
   * @param networks those networks
   * @param addresses the box's addresses in them
   */
  public record Own(List<String> devices, List<Ipv4Network> networks, List<Ipv4> addresses) {}

  /** Adds a reason for each value that cannot be. */
  public static void check(Uplink uplink, Own own, Refusals errors) {
    UplinkRules rules = new UplinkRules(own, errors);
    rules.line("uplink", uplink.first());
    rules.resolvers("uplink.resolvers", uplink.resolvers());
    rules.failover(uplink.failover());
    boolean silent =
        uplink.first().mode() == Line.Mode.STATIC || uplink.first().mode() == Line.Mode.PPPOE;
    if (silent && uplink.resolvers().isEmpty()) {
      errors.refuse("uplink.resolvers", "must name one: in this mode nobody else does");
    }
    if (uplink.second().exists()) {
      rules.line("uplink.second", uplink.second());
      boolean same = uplink.second().carrier().equals(uplink.first().carrier());
      if (same) {
        errors.refuse("uplink.second.device", "is the first line's already");
      }
    }
  }

  private void line(String path, Line line) {
    errors.device(path + ".device", line.device());
    boolean ours = own.devices.contains(line.device()) || line.device().startsWith("ppp-");
    if (ours || own.devices.contains(line.carrier())) {
      errors.refuse(path + ".device", "is in use already");
    }
    errors.range(path + ".vlan", line.vlan(), 0, LAST_VLAN);
    if (line.vlan() > 0 && line.device().length() > LONGEST_DEVICE_WITH_VLAN) {
      errors.refuse(
          path + ".device",
          "with a VLAN the name must have at most " + LONGEST_DEVICE_WITH_VLAN + " characters");
    }
    address(path, line);
    account(path, line);
    errors.range(path + ".downKbps", line.downKbps(), 0, FASTEST_KBPS);
    errors.range(path + ".upKbps", line.upKbps(), 0, FASTEST_KBPS);
  }

  private void address(String path, Line line) {
    if (line.mode() != Line.Mode.STATIC) {
      if (!line.address().isEmpty()) {
        errors.refuse(path + ".address", "goes with the mode static only");
      }
      if (line.gateway().isPresent()) {
        errors.refuse(path + ".gateway", "goes with the mode static only");
      }
      return;
    }
    Optional<Ipv4Network> network = line.network();
    if (network.isEmpty() || network.get().prefix() > 31 || network.get().prefix() < 8) {
      errors.refuse(path + ".address", "must be an address with its prefix: 203.0.113.5/24");
      return;
    }
    if (!host(network.get(), line.host().orElseThrow())) {
      errors.refuse(path + ".address", "is no host address inside " + network.get());
    }
    for (Ipv4Network other : own.networks) {
      if (other.overlaps(network.get())) {
        errors.refuse(path + ".address", "overlaps the box's own network " + other);
      }
    }
    boolean inside = line.gateway().filter(g -> host(network.get(), g)).isPresent();
    if (!inside || line.gateway().equals(line.host())) {
      errors.refuse(path + ".gateway", "must be another host inside " + network.get());
    }
  }

  private static boolean host(Ipv4Network network, Ipv4 address) {
    boolean end = address.equals(network.address()) || address.equals(network.broadcast());
    return network.contains(address) && (!end || network.prefix() == 31);
  }

  private void account(String path, Line line) {
    if (line.mode() == Line.Mode.PPPOE) {
      Secret.trouble(line.user(), 1, LONGEST_WORD)
          .ifPresent(why -> errors.refuse(path + ".user", why));
      Secret.trouble(line.password().text(), 1, LONGEST_WORD)
          .ifPresent(why -> errors.refuse(path + ".password", why));
      return;
    }
    if (!line.user().isEmpty()) {
      errors.refuse(path + ".user", "goes with the mode pppoe only");
    }
    if (!line.password().isEmpty()) {
      errors.refuse(path + ".password", "goes with the mode pppoe only");
    }
  }

  private void failover(Failover failover) {
    resolvers("uplink.failover.probes", failover.probes());
    errors.range(
        "uplink.failover.leaveAfterSeconds", failover.leaveAfterSeconds(), 2, LONGEST_PATIENCE);
    errors.range(
        "uplink.failover.returnAfterSeconds", failover.returnAfterSeconds(), 2, LONGEST_PATIENCE);
  }

  private void resolvers(String path, List<Ipv4> resolvers) {
    if (resolvers.size() > MOST_RESOLVERS) {
      errors.refuse(path, "must have at most " + MOST_RESOLVERS + " addresses");
    }
    errors.distinct(path, resolvers);
    for (int i = 0; i < resolvers.size(); i++) {
      int first = resolvers.get(i).bits() >>> 24;
      boolean ours = own.addresses.contains(resolvers.get(i));
      if (ours || first == 0 || first == 127 || first >= 224) {
        errors.refuse(path + "[" + i + "]", "is not the address of another host");
      }
    }
  }
}
