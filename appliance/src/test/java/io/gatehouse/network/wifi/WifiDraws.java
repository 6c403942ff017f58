package io.gatehouse.network.wifi;

import io.gatehouse.network.settings.document.Secret;
import io.gatehouse.platform.address.Ipv4;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random access points that a box can have. */
public final class WifiDraws {
  /** Channel, newest way to speak, width. */
  private record Radio(int channel, Wifi.Mode mode, int width) {
    boolean possible() {
      boolean high = channel > 14;
      int widest =
          switch (mode) {
            case G -> 20;
            case N -> 40;
            default -> high ? 160 : 40;
          };
      return width <= widest
          && (high || mode != Wifi.Mode.AC)
          && !new Channel(channel).taken(width).isEmpty();
    }
  }

  private WifiDraws() {}

  public static Arbitrary<Wifi> wifi() {
    return Combinators.combine(
            radio(), Arbitraries.of(Locale.getISOCountries()), networks(), servers())
        .as(
            (radio, country, networks, servers) ->
                new Wifi(
                    "wlan0",
                    country,
                    networks.size() % 2 == 0,
                    radio.channel(),
                    radio.mode(),
                    radio.width(),
                    networks,
                    servers));
  }

  private static Arbitrary<Radio> radio() {
    return Combinators.combine(
            Arbitraries.of(1, 7, 8, 13, 36, 40, 64, 100, 128, 144, 149, 161, 165),
            Arbitraries.of(Wifi.Mode.values()),
            Arbitraries.of(20, 40, 80, 160))
        .as(Radio::new)
        .filter(Radio::possible);
  }

  private static Arbitrary<List<Wifi.Network>> networks() {
    return network().list().ofMaxSize(6).uniqueElements(Wifi.Network::ssid);
  }

  private static Arbitrary<List<RadiusServer>> servers() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 200).map(n -> Ipv4.of("127.0.0." + n)),
            Arbitraries.of(1, 1_812, 65_535),
            Arbitraries.of(0, 1_813),
            ascii(8, 128).filter(text -> Secret.trouble(text, 8, 128).isEmpty()).map(Secret::new))
        .as(RadiusServer::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .uniqueElements(RadiusServer::address);
  }

  private static Arbitrary<Wifi.Network> network() {
    Arbitrary<String> passphrases =
        Arbitraries.oneOf(
            ascii(8, 63), Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofLength(64));
    return Combinators.combine(
            ssid(),
            Arbitraries.of(Wifi.Side.values()),
            Arbitraries.of(Wifi.Security.values()),
            passphrases,
            Arbitraries.integers().between(1, 4_000),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(
            (ssid, side, drawn, passphrase, vlan, hidden, isolated) -> {
              boolean key = drawn.hasPassphrase() && passphrase.length() == 64;
              boolean open = side == Wifi.Side.MANAGEMENT && !drawn.closed();
              Wifi.Security security = key || open ? Wifi.Security.WPA2 : drawn;
              return new Wifi.Network(
                  ssid,
                  side,
                  side == Wifi.Side.VLAN ? vlan : 0,
                  security,
                  security.hasPassphrase() ? new Passphrase(passphrase) : Passphrase.NONE,
                  hidden,
                  isolated);
            });
  }

  private static Arbitrary<String> ascii(int shortest, int longest) {
    return Arbitraries.strings().withCharRange(' ', '~').ofMinLength(shortest).ofMaxLength(longest);
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
