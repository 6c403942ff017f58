package io.gatehouse.operator.diagnostics;

import io.gatehouse.network.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Tells the box's portal from other people's. */
final class Portals {
  private Portals() {}

  /** True where the address leads to this box's portal by one of its names. */
  static boolean isOurs(String location, Settings settings) {
    try {
      String host = new URI(location).getHost();
      return host != null
          && List.of(
                  settings.guest().box().toString(),
                  settings.portal().name(),
                  settings.portal().publicHost())
              .contains(host);
    } catch (URISyntaxException foreign) {
      // The program writes only well-formed addresses, so this one is somebody else's.
      return false;
    }
  }
}
