package io.gatehouse.network.wifi;

import io.gatehouse.network.settings.document.Refusals;
import io.gatehouse.network.settings.document.Secret;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which access points can be. Whether this radio can is {@link RadioCheck}'s to say. */
public final class WifiRules {
  /** Further names in the air add an underscore and a digit; the kernel takes 15 bytes. */
  private static final Pattern RADIO = Pattern.compile("[a-z][a-z0-9-]{0,12}");

  /** More than most radios can. */
  private static final int MOST_NETWORKS = 8;

  private static final int MOST_SERVERS = 4;
  private static final int LAST_VLAN = 4_094;

  /** More than RFC 2865 wants at least, and what the box's own server and hostapd take. */
  private static final int SHORTEST_SECRET = 8;

  private static final int LONGEST_SECRET = 128;

  private final Wifi wifi;
  private final Refusals errors;

  private WifiRules(Wifi wifi, Refusals errors) {
    this.wifi = wifi;
    this.errors = errors;
  }

  /** Adds a reason for each value that cannot be. */
  public static void check(Wifi wifi, Refusals errors) {
    WifiRules rules = new WifiRules(wifi, errors);
    rules.radio();
    rules.width();
    rules.networks();
    rules.servers();
  }

  private void radio() {
    if (!RADIO.matcher(wifi.radio()).matches()) {
      errors.refuse(
          "wifi.radio", "must be an interface name: a small letter, then up to 12 of a-z 0-9 -");
    }
    boolean known = Set.of(Locale.getISOCountries()).contains(wifi.country());
    if (!known && !(wifi.country().isEmpty() && wifi.networks().isEmpty())) {
      errors.refuse("wifi.country", "must be the two capital letters of a country, such as TZ");
    }
    if (!new Channel(wifi.channel()).exists()) {
      errors.refuse("wifi.channel", "must be 1 to 13 or a channel of the 5 GHz band, such as 36");
    }
    if (!wifi.fiveGigahertz() && wifi.mode() == Wifi.Mode.AC) {
      errors.refuse("wifi.mode", "ac works in the 5 GHz band only");
    }
  }

  private void width() {
    if (!Set.of(20, 40, 80, 160).contains(wifi.width())) {
      errors.refuse("wifi.width", "must be 20, 40, 80 or 160");
      return;
    }
    int widest =
        switch (wifi.mode()) {
          case G -> 20;
          case N -> 40;
          case AC, AX -> wifi.fiveGigahertz() ? 160 : 40;
        };
    if (wifi.width() > widest) {
      errors.refuse("wifi.width", "must be at most " + widest + " in this mode and band");
    } else if (new Channel(wifi.channel()).taken(wifi.width()).isEmpty()) {
      errors.refuse("wifi.width", "channel " + wifi.channel() + " is part of none so wide");
    }
  }

  private void networks() {
    if (wifi.networks().size() > MOST_NETWORKS) {
      errors.refuse("wifi.networks", "must have at most " + MOST_NETWORKS + " networks");
    }
    Set<Ssid> names = new HashSet<>();
    for (int i = 0; i < wifi.networks().size(); i++) {
      String path = "wifi.networks[" + i + "]";
      Wifi.Network network = wifi.networks().get(i);
      network(path, network);
      if (!names.add(network.ssid())) {
        errors.refuse(path + ".ssid", "is the name of another network");
      }
    }
  }

  private void network(String path, Wifi.Network network) {
    Wifi.Security security = network.security();
    Ssid.trouble(network.ssid().text()).ifPresent(why -> errors.refuse(path + ".ssid", why));
    if (security.hasPassphrase()) {
      passphrase(path + ".passphrase", network);
    } else if (!network.passphrase().isEmpty()) {
      errors.refuse(path + ".passphrase", "a network of this security has none");
    }
    if (network.side() == Wifi.Side.MANAGEMENT && !security.closed()) {
      errors.refuse(path + ".security", "the management network must have a passphrase");
    }
    if (security.enterprise() && wifi.radius().isEmpty()) {
      errors.refuse(
          path + ".security",
          "asks a RADIUS server: name one in wifi.radius, 127.0.0.1 for the box");
    }
    if (network.side() == Wifi.Side.VLAN) {
      errors.range(path + ".vlan", network.vlan(), 1, LAST_VLAN);
    } else if (network.vlan() != 0) {
      errors.refuse(path + ".vlan", "needs the side vlan; the box's own networks have none");
    }
  }

  private void passphrase(String path, Wifi.Network network) {
    Passphrase passphrase = network.passphrase();
    Passphrase.trouble(passphrase.secret()).ifPresent(why -> errors.refuse(path, why));
    if (passphrase.isKey() && network.security() != Wifi.Security.WPA2) {
      errors.refuse(path, "64 hexadecimal digits are a key of WPA2; WPA3 needs the passphrase");
    }
  }

  private void servers() {
    if (wifi.radius().size() > MOST_SERVERS) {
      errors.refuse("wifi.radius", "must have at most " + MOST_SERVERS + " servers");
    }
    errors.distinct("wifi.radius", wifi.radius().stream().map(RadiusServer::address).toList());
    for (int i = 0; i < wifi.radius().size(); i++) {
      String path = "wifi.radius[" + i + "]";
      RadiusServer server = wifi.radius().get(i);
      int first = server.address().bits() >>> 24;
      if (first == 0 || first >= 224) {
        errors.refuse(path + ".address", "is not the address of a host");
      }
      errors.range(path + ".port", server.port(), 1, 65_535);
      errors.range(path + ".accountingPort", server.accountingPort(), 0, 65_535);
      Secret.trouble(server.secret().text(), SHORTEST_SECRET, LONGEST_SECRET)
          .ifPresent(why -> errors.refuse(path + ".secret", why));
    }
  }
}
