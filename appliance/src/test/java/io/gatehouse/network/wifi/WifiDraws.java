package io.gatehouse.network.wifi;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random access points that a box can have. */
public final class WifiDraws {
  private WifiDraws() {}

  public static Arbitrary<Wifi> wifi() {
    return Combinators.combine(
            Arbitraries.of(1, 7, 13, 36, 100, 165),
            Arbitraries.of(Wifi.Mode.values()),
            Arbitraries.of(Locale.getISOCountries()),
            networks())
        .as(
            (channel, mode, country, networks) ->
                new Wifi(
                    "wlan0",
                    country,
                    channel,
                    channel < 14 && mode == Wifi.Mode.AC ? Wifi.Mode.N : mode,
                    networks));
  }

  private static Arbitrary<List<Wifi.Network>> networks() {
    return network().list().ofMaxSize(6).uniqueElements(Wifi.Network::ssid);
  }

  private static Arbitrary<Wifi.Network> network() {
    return Combinators.combine(
            ssid(),
            Arbitraries.of(Wifi.Side.values()),
            Arbitraries.of(Wifi.Security.values()),
            Arbitraries.strings().withCharRange(' ', '~').ofMinLength(8).ofMaxLength(63),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(
            (ssid, side, drawn, passphrase, hidden, isolated) -> {
              Wifi.Security security =
                  side == Wifi.Side.MANAGEMENT && !drawn.hasPassphrase()
                      ? Wifi.Security.WPA2
                      : drawn;
              return new Wifi.Network(
                  ssid,
                  side,
                  security,
                  security.hasPassphrase() ? new Passphrase(passphrase) : Passphrase.NONE,
                  hidden,
                  isolated);
            });
  }

  /** What templates, shells and daemons find special, and what has several bytes. */
  private static Arbitrary<Ssid> ssid() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withChars("éñح日#=\"'\\{}%$")
        .ofMinLength(1)
        .ofMaxLength(32)
        .filter(text -> Ssid.trouble(text).isEmpty())
        .map(Ssid::new);
  }
}
