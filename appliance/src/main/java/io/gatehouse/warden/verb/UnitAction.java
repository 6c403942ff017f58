package io.gatehouse.warden.verb;

import java.util.Optional;

/** Restarts or reloads one of the daemons that the edge configures. */
public record UnitAction(Action action, Daemon daemon) implements Verb {
  @Override
  public String name() {
    return "unit";
  }

  /** What is done with it. */
  public enum Action {
    START,
    STOP,
    RESTART,
    RELOAD
  }

  /** The units that the edge may touch. */
  public enum Daemon {
    ADDRESSES("gatehouse-addresses"),
    NETWORK("gatehouse-network"),
    PPPOE_UPLINK("gatehouse-pppoe@uplink"),
    PPPOE_SECOND("gatehouse-pppoe@second"),
    DNSMASQ_LAN("gatehouse-dnsmasq@lan"),
    DNSMASQ_GATE("gatehouse-dnsmasq@gate"),
    MDNS("gatehouse-mdns"),
    HOSTAPD("gatehouse-hostapd");

    private final String unit;

    Daemon(String unit) {
      this.unit = unit;
    }

    /** The unit's name without {@code .service}. */
    public String unit() {
      return unit;
    }

    public static Optional<Daemon> of(String unit) {
      for (Daemon daemon : values()) {
        if (daemon.unit.equals(unit)) {
          return Optional.of(daemon);
        }
      }
      return Optional.empty();
    }
  }
}
