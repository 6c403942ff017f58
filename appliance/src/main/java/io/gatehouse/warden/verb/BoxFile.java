package io.gatehouse.warden.verb;

import java.util.Optional;

/** The files below {@code /etc/gatehouse} that the edge renders; the warden writes no others. */
public enum BoxFile {
  ADDRESSES("addresses", "gatehouse-addresses"),
  NETWORKD("networkd", "gatehouse-network"),
  PPP_UPLINK("ppp-uplink", "gatehouse-pppoe@uplink"),
  PPP_SECOND("ppp-second", "gatehouse-pppoe@second"),
  FIREWALL_DEVICES("firewall/devices", BoxFile.FIREWALL),
  FIREWALL_SETS("firewall/sets.ipset", BoxFile.FIREWALL),
  FIREWALL_V4("firewall/rules.v4", BoxFile.FIREWALL),
  FIREWALL_V6("firewall/rules.v6", BoxFile.FIREWALL),
  FIREWALL_BRIDGE("firewall/rules.bridge", BoxFile.FIREWALL),
  SYSCTL("sysctl.conf", BoxFile.FIREWALL),
  DNSMASQ_LAN("dnsmasq-lan.conf", "gatehouse-dnsmasq@lan"),
  DNSMASQ_GATE("dnsmasq-gate.conf", "gatehouse-dnsmasq@gate"),
  MDNS("avahi.conf", "gatehouse-mdns"),
  HOSTAPD("hostapd.conf", "gatehouse-hostapd");

  /** No file that the warden writes is larger. */
  public static final int LARGEST_BYTES = 1 << 20;

  private static final String FIREWALL = "gatehouse-firewall";

  private final String path;
  private final String unit;

  BoxFile(String path, String unit) {
    this.path = path;
    this.unit = unit;
  }

  /** The path below {@code /etc/gatehouse} and below the staging folder. */
  public String path() {
    return path;
  }

  /** The unit that reads it; units are told in the order of these constants. */
  public String unit() {
    return unit;
  }

  /** True for files that the firewall's script loads. */
  public boolean firewall() {
    return unit.equals(FIREWALL);
  }

  /** True for files that a box need not have; their unit does not run without them. */
  public boolean optional() {
    return secret();
  }

  /** Who may read it: daemons run under users of their own; passphrases are root's alone. */
  public String mode() {
    return secret() ? "rw-------" : "rw-r--r--";
  }

  private boolean secret() {
    return this == HOSTAPD || this == PPP_UPLINK || this == PPP_SECOND;
  }

  public static Optional<BoxFile> of(String path) {
    for (BoxFile file : values()) {
      if (file.path.equals(path)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
