package io.gatehouse.network.uplink;

import io.gatehouse.network.settings.document.Secret;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.Optional;

/**
 * One line to the internet.
 *
 * @param device the wired interface; empty = there is no such line
 * @param vlan 1 to 4094, or 0 where frames have no tag
 * @param address the box's own on the line with the prefix ({@code 203.0.113.5/24}), for {@link
 *     Mode#STATIC}
 * @param user name of the account, for {@link Mode#PPPOE}
 * @param downKbps speed towards guests in kbit/s; 0 = unknown, nothing is held to it
 * @param upKbps speed towards the internet in kbit/s; 0 = unknown
 */
public record Line(
    String device,
    Mode mode,
    int vlan,
    String address,
    Optional<Ipv4> gateway,
    String user,
    Secret password,
    int downKbps,
    int upKbps) {

  /** How the line gives the box an address. */
  public enum Mode {
    DHCP,
    STATIC,
    /** PPP over Ethernet (RFC 2516). */
    PPPOE,
    /** Something else on the machine looks after the interface. */
    EXTERNAL
  }

  static Line none() {
    return over("");
  }

  static Line over(String device) {
    return new Line(device, Mode.DHCP, 0, "", Optional.empty(), "", Secret.NONE, 0, 0);
  }

  public boolean exists() {
    return !device.isEmpty();
  }

  /** The interface that carries the frames: the device, or its VLAN. */
  public String carrier() {
    return vlan == 0 ? device : device + "." + vlan;
  }

  /**
   * The interface that packets leave by.
   *
   * @param role {@code uplink} or {@code second}
   */
  String outer(String role) {
    return mode == Mode.PPPOE ? "ppp-" + role : carrier();
  }

  /** The address without its prefix. */
  Optional<Ipv4> host() {
    return Ipv4.parse(address.replaceFirst("/.*", ""));
  }

  /** The network that a static address lies in. */
  Optional<Ipv4Network> network() {
    return address.contains("/") ? Ipv4Network.parse(address) : Optional.empty();
  }
}
