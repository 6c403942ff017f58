package io.gatehouse.network.settings;

import io.gatehouse.network.uplink.UplinkDraws;
import io.gatehouse.network.wifi.WifiDraws;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;

/** Random settings that a box can have. */
public final class SettingsDraws {
  private SettingsDraws() {}

  /** The settings of one number: always the same ones. */
  public static Settings of(long number) {
    List<Settings> drawn = new ArrayList<>();
    JqwikSession.run(() -> drawn.add(settings().generator(1_000).next(new Random(number)).value()));
    return drawn.getFirst();
  }

  public static Arbitrary<Settings> settings() {
    return Combinators.combine(
            guest(),
            UplinkDraws.uplink(),
            WifiDraws.wifi(),
            portal(),
            garden(),
            branding(),
            sampling(),
            RadiusDraws.radius())
        .as(
            (guest, uplink, wifi, portal, garden, branding, sampling, radius) ->
                new Settings(
                    Settings.VERSION,
                    guest,
                    Settings.factory().management(),
                    uplink,
                    wifi,
                    portal,
                    garden,
                    branding,
                    sampling,
                    radius));
  }

  private static Arbitrary<Settings.GuestNetwork> guest() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 255),
            Arbitraries.integers().between(16, 29),
            Arbitraries.integers().between(120, 3_600),
            Arbitraries.integers().between(1, 100))
        .as(
            (second, prefix, lease, alarm) -> {
              Ipv4Network network = new Ipv4Network(Ipv4.of("10." + second + ".0.0"), prefix);
              return new Settings.GuestNetwork(
                  "br-guest",
                  network,
                  network.address().plus(2),
                  network.broadcast().plus(-1),
                  lease,
                  lease + 100,
                  alarm);
            });
  }

  private static Arbitrary<Settings.PortalSettings> portal() {
    return Combinators.combine(
            names().filter(n -> !n.equals("device.local")),
            Arbitraries.of("", "http://example.org/", "https://example.org:8443/a?b=c#d"),
            Arbitraries.integers().between(1_000, 9_999),
            Arbitraries.of(SettingsRules.LANGUAGES).list().uniqueElements().ofMinSize(1),
            text(0, 200))
        .as(
            (name, url, seconds, languages, contact) ->
                new Settings.PortalSettings(
                    name, url, seconds, seconds / 2, languages, "", contact));
  }

  private static Arbitrary<Settings.Garden> garden() {
    return Combinators.combine(
            names().map(n -> "garden." + n).list().uniqueElements().ofMaxSize(5),
            Arbitraries.integers().between(1, 65_535).list().uniqueElements().ofMaxSize(5))
        .as(Settings.Garden::new);
  }

  private static Arbitrary<Settings.Branding> branding() {
    return Combinators.combine(
            text(1, 60),
            text(0, 500),
            Arbitraries.of("#000000", "#0b5394", "#FFFFFF"),
            text(0, 900))
        .as(
            (name, welcome, colour, terms) ->
                new Settings.Branding(name, welcome, colour, "", terms, terms));
  }

  private static Arbitrary<Settings.Sampling> sampling() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 300), Arbitraries.integers().between(1, 3_650))
        .as((seconds, days) -> new Settings.Sampling(seconds, seconds + 1, days, 2 * seconds + 2));
  }

  private static Arbitrary<String> names() {
    Arbitrary<String> label =
        Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(20);
    return Combinators.combine(label, label, Arbitraries.of("org", "com", "tz"))
        .as((a, b, top) -> String.join(".", List.of(a, "x" + b, top)));
  }

  /** Letters of several scripts, and what JSON, HTML and shells find special. */
  private static Arbitrary<String> text(int shortest, int longest) {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withChars("éüñßçمرحباनमस्ते日本\"\\<>&'`$")
        .ofMinLength(shortest)
        .ofMaxLength(longest);
  }
}
