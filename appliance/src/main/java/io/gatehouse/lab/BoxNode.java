package io.gatehouse.lab;

import java.nio.file.Path;

/** The box of a lab: its files, its uplink and its services. */
public final class BoxNode {
  private final LabState state;
  private final DhcpClient dhcp;

  BoxNode(Site site, LabState state, DhcpClient dhcp) {
    this.state = state;
    this.dhcp = dhcp;
  }

  /** The provider's network, joined by DHCP as the box's network service does. */
  void uplink() {
    dhcp.lease(Topology.BOX, "wan", "");
  }

  /** The box's {@code /etc/gatehouse}, as the machine sees it. */
  public Path etc() {
    return state.file("box/etc");
  }
}
