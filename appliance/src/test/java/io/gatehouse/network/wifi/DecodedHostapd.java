package io.gatehouse.network.wifi;

import java.util.List;

/** A hostapd.conf split into its keys, held against those that were meant. */
public final class DecodedHostapd {
  private DecodedHostapd() {}

  public static List<String> differences(Wifi wifi, String text) {
    return IntendedKeys.parsed(text).equals(IntendedKeys.of(wifi))
        ? List.of()
        : List.of("hostapd.conf does not hold the intended keys:\n" + text);
  }
}
