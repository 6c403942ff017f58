package io.gatehouse.network.wifi;

import java.util.List;

/**
 * The access point.
 *
 * @param radio the wireless interface
 * @param country two capital letters (ISO 3166): whose rules the radio follows
 * @param setup the set-up network is in the air too: set-up is not done yet
 * @param channel 1 to 13, or one of the 5 GHz band
 * @param width of the channel in MHz: 20, 40, 80 or 160
 * @param networks none = the box has no access point
 * @param radius asked in this order who may join the enterprise networks
 */
public record Wifi(
    String radio,
    String country,
    boolean setup,
    int channel,
    Mode mode,
    int width,
    List<Network> networks,
    List<RadiusServer> radius) {

  public static Wifi factory() {
    return new Wifi("wlan0", "", true, 7, Mode.N, 20, List.of(), List.of());
  }

  public boolean fiveGigahertz() {
    return new Channel(channel).fiveGigahertz();
  }

  /** The VLANs whose frames are passed on to the air. */
  public List<Integer> vlans() {
    return networks.stream().map(Network::vlan).filter(vlan -> vlan > 0).distinct().toList();
  }

  /** True where a radar may use a part of the channel too, so that the radio listens first. */
  public boolean listensForRadar() {
    return new Channel(channel).taken(width).stream().anyMatch(Channel::radar);
  }

  /** The newest way to speak that is offered; older devices are served in theirs. */
  public enum Mode {
    G,
    N,
    AC,
    AX
  }

  /** Which of the box's networks a device joins. */
  public enum Side {
    GUEST,
    MANAGEMENT,
    /** A VLAN of the wire that the uplink is on: the box only passes frames on. */
    VLAN
  }

  /** Who may join, and whether others can listen. */
  public enum Security {
    /** Anyone; the portal decides what they reach. */
    OPEN,
    /** Anyone, each encrypted by itself (RFC 8110). */
    OWE,
    /** Who knows the passphrase. */
    WPA2,
    WPA3,
    WPA2_WPA3,
    /** Whom a RADIUS server lets in. */
    WPA2_ENTERPRISE,
    WPA3_ENTERPRISE;

    public boolean hasPassphrase() {
      return this == WPA2 || this == WPA3 || this == WPA2_WPA3;
    }

    public boolean enterprise() {
      return this == WPA2_ENTERPRISE || this == WPA3_ENTERPRISE;
    }

    /** True where not anyone may join. */
    public boolean closed() {
      return hasPassphrase() || enterprise();
    }
  }

  /**
   * One name in the air.
   *
   * @param vlan 1 to 4094 where the side is {@link Side#VLAN}, else 0
   * @param hidden not announced; a nuisance to devices rather than a protection
   * @param isolated its devices do not reach each other
   */
  public record Network(
      Ssid ssid,
      Side side,
      int vlan,
      Security security,
      Passphrase passphrase,
      boolean hidden,
      boolean isolated) {

    /** The bridge of the network's VLAN. */
    public String vlanBridge() {
      return "br-vlan" + vlan;
    }
  }
}
