package io.gatehouse.network.rollout;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.wifi.Channel;
import io.gatehouse.network.wifi.CountryRules;
import io.gatehouse.network.wifi.RadioAbilities;
import io.gatehouse.network.wifi.RadioCheck;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Diagnose;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What settings cannot know by themselves and this place can: the country's rules for radios, the
 * network behind the uplink, programs that are not ours.
 */
public final class SiteCheck {
  private final CountryRules countries;
  private final Listeners listeners;
  private final Box box;

  SiteCheck(CountryRules countries, Listeners listeners, Box box) {
    this.countries = countries;
    this.listeners = listeners;
    this.box = box;
  }

  /** The look at the machine this program runs on. */
  public static SiteCheck ofMachine(Box box) {
    return new SiteCheck(
        new CountryRules(Path.of("/lib/firmware/regulatory.db")),
        new Listeners(Path.of("/proc/net"), Path.of("/etc/passwd")),
        box);
  }

  /** Reasons against the settings by the field they come from; empty where they fit in here. */
  public Map<String, String> refusals(Settings settings) {
    Map<String, String> refusals = new TreeMap<>();
    if (!settings.wifi().networks().isEmpty()) {
      countries.trouble(settings.wifi()).ifPresent(why -> refusals.put("wifi.channel", why));
      RadioCheck.errors(settings.wifi(), radio()).forEach(refusals::putIfAbsent);
    }
    overlaps(
            settings.uplink().devices(),
            Map.of(
                "guest.network",
                settings.guest().network(),
                "management.network",
                settings.management().network()))
        .forEach(refusals::putIfAbsent);
    foreign(settings.guest().box(), "guest.network", refusals);
    foreign(settings.management().box(), "management.network", refusals);
    return refusals;
  }

  /**
   * The channels that this radio has and the country allows, for people to choose from. What is
   * known of neither is left to the try.
   */
  public List<Channel> channels(String country) {
    Optional<RadioAbilities> radio = radio();
    return countries.allowed(country).stream()
        .filter(channel -> radio.isEmpty() || radio.get().has(channel))
        .toList();
  }

  /** Empty where nothing is known of a radio: whether it sends is seen when it is tried. */
  private Optional<RadioAbilities> radio() {
    return box.call(new Diagnose(Diagnose.Look.RADIO_ABILITIES)) instanceof Reply.Done done
        ? RadioAbilities.read(done.payload())
        : Optional.empty();
  }

  /** Reasons against networks that an uplink is in already, by the fields they come from. */
  static Map<String, String> overlaps(List<String> uplinks, Map<String, Ipv4Network> ours) {
    Map<String, String> refusals = new TreeMap<>();
    for (String uplink : uplinks) {
      behind(uplink)
          .ifPresent(
              other ->
                  ours.forEach(
                      (field, network) -> {
                        if (other.overlaps(network)) {
                          refusals.putIfAbsent(
                              field,
                              "overlaps " + other + ", the network that " + uplink + " is in");
                        }
                      }));
    }
    return refusals;
  }

  private void foreign(Ipv4 address, String field, Map<String, String> refusals) {
    listeners.foreign(address).ifPresent(why -> refusals.putIfAbsent(field, why));
  }

  /** The network that the uplink has an address in just now. */
  private static Optional<Ipv4Network> behind(String device) {
    try {
      NetworkInterface uplink = NetworkInterface.getByName(device);
      if (uplink == null) {
        return Optional.empty();
      }
      for (InterfaceAddress address : uplink.getInterfaceAddresses()) {
        if (address.getAddress() instanceof Inet4Address four) {
          return Optional.of(
              new Ipv4Network(Ipv4.of(four.getHostAddress()), address.getNetworkPrefixLength()));
        }
      }
      return Optional.empty();
    } catch (SocketException e) {
      throw new UncheckedIOException("cannot look at " + device, e);
    }
  }
}
