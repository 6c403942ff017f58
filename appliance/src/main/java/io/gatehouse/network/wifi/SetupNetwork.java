package io.gatehouse.network.wifi;

import java.util.ArrayList;
import java.util.List;

/**
 * The network that an installer joins first: on the management side, with the passphrase that is
 * printed on the box, in the air until set-up is done. It is not part of the settings, so that no
 * export of them holds what is on the label.
 */
public final class SetupNetwork {
  /** Its name in the air. */
  public static final Ssid NAME = new Ssid("DeviceManager");

  /** Allowed in every country, so that it needs none. */
  private static final int EVERYWHERE = 7;

  private SetupNetwork() {}

  /** The access point with the set-up network as its last one, while set-up is not done. */
  public static Wifi in(Wifi wifi, Passphrase label) {
    boolean there = wifi.networks().stream().anyMatch(network -> network.ssid().equals(NAME));
    if (!wifi.setup() || there) {
      return wifi;
    }
    List<Wifi.Network> networks = new ArrayList<>(wifi.networks());
    networks.add(
        new Wifi.Network(
            NAME, Wifi.Side.MANAGEMENT, 0, Wifi.Security.WPA2_WPA3, label, false, false));
    boolean nowhere = wifi.country().isEmpty();
    return new Wifi(
        wifi.radio(),
        wifi.country(),
        wifi.setup(),
        nowhere ? EVERYWHERE : wifi.channel(),
        nowhere ? Wifi.Mode.N : wifi.mode(),
        nowhere ? 20 : wifi.width(),
        List.copyOf(networks),
        wifi.radius());
  }
}
