package io.gatehouse.network.wifi;

import java.util.List;

/**
 * The access point.
 *
 * @param radio the wireless interface
 * @param country two capital letters (ISO 3166): whose rules the radio follows
 * @param channel 1 to 13, or one of the 5 GHz band
 * @param networks none = the box has no access point
 */
public record Wifi(String radio, String country, int channel, Mode mode, List<Network> networks) {

  public static Wifi factory() {
    return new Wifi("wlan0", "", 7, Mode.N, List.of());
  }

  public boolean fiveGigahertz() {
    return channel > 14;
  }

  /** True for the channels that radars use too (EN 301 893 §4.2.6). */
  public boolean listensForRadar() {
    return channel >= 52 && channel <= 144;
  }

  /** How fast it may speak. */
  public enum Mode {
    G,
    N,
    AC
  }

  /** Which of the box's networks a device joins. */
  public enum Side {
    GUEST,
    MANAGEMENT
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
    WPA2_WPA3;

    public boolean hasPassphrase() {
      return this != OPEN && this != OWE;
    }
  }

  /**
   * One name in the air.
   *
   * @param hidden not announced; a nuisance to devices rather than a protection
   * @param isolated its devices do not reach each other
   */
  public record Network(
      Ssid ssid,
      Side side,
      Security security,
      Passphrase passphrase,
      boolean hidden,
      boolean isolated) {}
}
