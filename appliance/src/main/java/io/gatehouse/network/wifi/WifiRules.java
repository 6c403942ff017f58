package io.gatehouse.network.wifi;

import io.gatehouse.network.settings.document.Refusals;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which access points can be. Whether this radio can is seen when it is tried. */
public final class WifiRules {
  /** Further names in the air add an underscore and a digit; the kernel takes 15 bytes. */
  private static final Pattern RADIO = Pattern.compile("[a-z][a-z0-9-]{0,12}");

  /** More than most radios can. */
  private static final int MOST_NETWORKS = 8;

  private static final Set<Integer> FIVE_GIGAHERTZ =
      Set.of(
          36, 40, 44, 48, 52, 56, 60, 64, 100, 104, 108, 112, 116, 120, 124, 128, 132, 136, 140,
          144, 149, 153, 157, 161, 165);

  private WifiRules() {}

  /** Adds a reason for each value that cannot be. */
  public static void check(Wifi wifi, Refusals errors) {
    if (!RADIO.matcher(wifi.radio()).matches()) {
      errors.refuse(
          "wifi.radio", "must be an interface name: a small letter, then up to 12 of a-z 0-9 -");
    }
    boolean known = Set.of(Locale.getISOCountries()).contains(wifi.country());
    if (!known && !(wifi.country().isEmpty() && wifi.networks().isEmpty())) {
      errors.refuse("wifi.country", "must be the two capital letters of a country, such as TZ");
    }
    boolean low = wifi.channel() >= 1 && wifi.channel() <= 13;
    if (!low && !FIVE_GIGAHERTZ.contains(wifi.channel())) {
      errors.refuse("wifi.channel", "must be 1 to 13 or a channel of the 5 GHz band, such as 36");
    }
    if (low && wifi.mode() == Wifi.Mode.AC) {
      errors.refuse("wifi.mode", "ac works in the 5 GHz band only");
    }
    if (wifi.networks().size() > MOST_NETWORKS) {
      errors.refuse("wifi.networks", "must have at most " + MOST_NETWORKS + " networks");
    }
    Set<Ssid> names = new HashSet<>();
    for (int i = 0; i < wifi.networks().size(); i++) {
      String path = "wifi.networks[" + i + "]";
      Wifi.Network network = wifi.networks().get(i);
      network(path, network, errors);
      if (!names.add(network.ssid())) {
        errors.refuse(path + ".ssid", "is the name of another network");
      }
    }
  }

  private static void network(String path, Wifi.Network network, Refusals errors) {
    Ssid.trouble(network.ssid().text()).ifPresent(why -> errors.refuse(path + ".ssid", why));
    String secret = network.passphrase().secret();
    if (network.security().hasPassphrase()) {
      Passphrase.trouble(secret).ifPresent(why -> errors.refuse(path + ".passphrase", why));
    } else if (!secret.isEmpty()) {
      errors.refuse(path + ".passphrase", "a network of this security has none");
    }
    if (network.side() == Wifi.Side.MANAGEMENT && !network.security().hasPassphrase()) {
      errors.refuse(path + ".security", "the management network must have a passphrase");
    }
  }
}
