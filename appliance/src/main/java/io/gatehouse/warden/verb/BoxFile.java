package io.gatehouse.warden.verb;

import java.util.Optional;

/** The files below {@code /etc/gatehouse} that the edge renders; the warden writes no others. */
public enum BoxFile {
  DNSMASQ_LAN("dnsmasq-lan.conf"),
  DNSMASQ_GATE("dnsmasq-gate.conf"),
  MDNS("avahi.conf"),
  FIREWALL_DEVICES("firewall/devices"),
  FIREWALL_SETS("firewall/sets.ipset"),
  FIREWALL_V4("firewall/rules.v4"),
  FIREWALL_V6("firewall/rules.v6"),
  FIREWALL_BRIDGE("firewall/rules.bridge"),
  SYSCTL("sysctl.conf");

  /** No file that the warden writes is larger. */
  public static final int LARGEST_BYTES = 1 << 20;

  private final String path;

  BoxFile(String path) {
    this.path = path;
  }

  /** The path below {@code /etc/gatehouse} and below the staging folder. */
  public String path() {
    return path;
  }

  /** True for files that the firewall's script loads. */
  public boolean firewall() {
    return path.startsWith("firewall/") || this == SYSCTL;
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
