package io.gatehouse.network.settings;

import io.gatehouse.network.radius.RadiusRules;
import io.gatehouse.network.settings.document.PlainText;
import io.gatehouse.network.settings.document.Refusals;
import io.gatehouse.network.uplink.Line;
import io.gatehouse.network.uplink.UplinkRules;
import io.gatehouse.network.wifi.Wifi;
import io.gatehouse.network.wifi.WifiRules;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which settings a box can work with: ranges of single values, and what must fit together. */
public final class SettingsRules {
  /** Languages that the pages have been written in. */
  public static final List<String> LANGUAGES = List.of("en", "fr", "es", "pt", "sw", "ar", "hi");

  private static final int DAY = 86_400;

  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  private static final List<Ipv4Network> PRIVATE =
      List.of(
          new Ipv4Network(Ipv4.of("10.0.0.0"), 8),
          new Ipv4Network(Ipv4.of("172.16.0.0"), 12),
          new Ipv4Network(Ipv4.of("192.168.0.0"), 16),
          new Ipv4Network(Ipv4.of("100.64.0.0"), 10));

  private final Settings s;
  private final Refusals errors = new Refusals();

  private SettingsRules(Settings settings) {
    this.s = settings;
  }

  /** Reasons by path; empty where the settings hold. */
  public static Map<String, String> errors(Settings settings) {
    SettingsRules rules = new SettingsRules(settings);
    rules.networks();
    UplinkRules.check(
        settings.uplink(),
        new UplinkRules.Own(
            List.of(settings.guest().bridge(), settings.management().bridge(), "lo"),
            List.of(settings.guest().network(), settings.management().network()),
            List.of(settings.guest().box(), settings.management().box())),
        rules.errors);
    rules.vlans();
    WifiRules.check(settings.wifi(), rules.errors);
    rules.portal();
    rules.garden();
    rules.branding();
    rules.sampling();
    RadiusRules.check(settings.radius(), rules.errors);
    return rules.errors.all();
  }

  private void networks() {
    if (s.version() != Settings.VERSION) {
      errors.refuse("version", "this program reads version " + Settings.VERSION);
    }
    Settings.GuestNetwork guest = s.guest();
    errors.device("guest.bridge", guest.bridge());
    // A bitmap set spans at most a /16, and the shaper class is the low half of the address.
    network("guest.network", guest.network(), 16, 29);
    pool("guest", guest.network(), guest.box(), guest.firstLease(), guest.lastLease());
    // dnsmasq makes shorter leases two minutes long.
    errors.range("guest.leaseBeforeSeconds", guest.leaseBeforeSeconds(), 120, DAY);
    errors.range("guest.leaseAfterSeconds", guest.leaseAfterSeconds(), 120, 7 * DAY);
    if (guest.leaseAfterSeconds() < guest.leaseBeforeSeconds()) {
      errors.refuse("guest.leaseAfterSeconds", "must not be shorter than leaseBeforeSeconds");
    }
    errors.range("guest.poolAlarmPercent", guest.poolAlarmPercent(), 1, 100);

    Settings.ManagementNetwork management = s.management();
    errors.device("management.bridge", management.bridge());
    network("management.network", management.network(), 16, 29);
    pool(
        "management",
        management.network(),
        management.box(),
        management.firstLease(),
        management.lastLease());
    errors.range("management.leaseSeconds", management.leaseSeconds(), 120, 7 * DAY);
    if (management.network().overlaps(guest.network())) {
      errors.refuse("management.network", "overlaps the guest network " + guest.network());
    }
    if (management.names().isEmpty() || management.names().size() > 8) {
      errors.refuse("management.names", "must have 1 to 8 names");
    }
    names("management.names", management.names());
    if (List.of(guest.bridge(), "lo").contains(management.bridge())) {
      errors.refuse("management.bridge", "is in use already");
    }
  }

  private void pool(String path, Ipv4Network network, Ipv4 box, Ipv4 first, Ipv4 last) {
    inside(path + ".firstLease", network, first);
    inside(path + ".lastLease", network, last);
    if (first.compareTo(last) > 0) {
      errors.refuse(path + ".lastLease", "lies before firstLease");
    } else if (first.compareTo(box) <= 0 && box.compareTo(last) <= 0) {
      errors.refuse(path + ".firstLease", "the pool would hold the box's own address " + box);
    }
  }

  private void inside(String path, Ipv4Network network, Ipv4 address) {
    boolean host = !address.equals(network.address()) && !address.equals(network.broadcast());
    if (!network.contains(address) || !host) {
      errors.refuse(path, "is no host address inside " + network);
    }
  }

  private void network(String path, Ipv4Network network, int widest, int narrowest) {
    errors.range(path, network.prefix(), widest, narrowest);
    boolean known =
        PRIVATE.stream()
            .anyMatch(p -> p.contains(network.address()) && p.prefix() <= network.prefix());
    if (!known) {
      errors.refuse(path, "must be a private network: in 10/8, 172.16/12, 192.168/16 or 100.64/10");
    }
  }

  /** The VLANs that come down from the air are on the first line's wire, beside its own. */
  private void vlans() {
    Line line = s.uplink().first();
    for (int i = 0; i < s.wifi().networks().size(); i++) {
      Wifi.Network network = s.wifi().networks().get(i);
      String path = "wifi.networks[" + i + "].";
      if (network.side() == Wifi.Side.VLAN && line.mode() == Line.Mode.EXTERNAL) {
        errors.refuse(path + "side", "needs a wire of ours, and uplink.mode is external");
      } else if (network.side() == Wifi.Side.VLAN && network.vlan() == line.vlan()) {
        errors.refuse(path + "vlan", "is the uplink's own VLAN");
      }
    }
  }

  private void portal() {
    Settings.PortalSettings portal = s.portal();
    name("portal.name", portal.name());
    if (s.management().names().contains(portal.name())) {
      errors.refuse("portal.name", "is the console's name already");
    }
    if (!portal.redirectUrl().isEmpty()) {
      PlainText.webAddress(portal.redirectUrl())
          .ifPresent(reason -> errors.refuse("portal.redirectUrl", reason));
    }
    if (portal.idleSeconds() != 0) {
      errors.range("portal.idleSeconds", portal.idleSeconds(), 60, 7 * DAY);
    }
    if (portal.idleSeconds() != 0 && portal.idleSeconds() < 2 * s.sampling().countersSeconds()) {
      errors.refuse("portal.idleSeconds", "must be 0 or at least twice sampling.countersSeconds");
    }
    errors.range("portal.warnSeconds", portal.warnSeconds(), 0, DAY);
    if (portal.languages().isEmpty()) {
      errors.refuse("portal.languages", "must have at least one language");
    }
    errors.distinct("portal.languages", portal.languages());
    for (int i = 0; i < portal.languages().size(); i++) {
      if (!LANGUAGES.contains(portal.languages().get(i))) {
        errors.refuse("portal.languages[" + i + "]", "known are " + String.join(", ", LANGUAGES));
      }
    }
    if (!portal.publicHost().isEmpty()) {
      name("portal.publicHost", portal.publicHost());
    }
    errors.text("portal.contact", portal.contact(), 0, 200, false);
  }

  private void garden() {
    List<String> names = s.garden().names();
    if (names.size() > 64) {
      errors.refuse("garden.names", "must have at most 64 names");
    }
    names("garden.names", names);
    for (int i = 0; i < names.size(); i++) {
      if (HostName.parse(names.get(i)).filter(HostName::belongsToMany).isPresent()) {
        errors.refuse(
            "garden.names[" + i + "]", "names of many owners lie below it; name one host");
      } else if (names.get(i).equals(s.portal().name())
          || s.management().names().contains(names.get(i))) {
        errors.refuse("garden.names[" + i + "]", "is one of the box's own names");
      }
    }
    if (s.garden().ports().size() > 16) {
      errors.refuse("garden.ports", "must have at most 16 ports");
    }
    errors.distinct("garden.ports", s.garden().ports());
    for (int i = 0; i < s.garden().ports().size(); i++) {
      errors.range("garden.ports[" + i + "]", s.garden().ports().get(i), 1, 65_535);
    }
  }

  private void branding() {
    Settings.Branding branding = s.branding();
    errors.text("branding.siteName", branding.siteName(), 1, 60, false);
    errors.text("branding.welcome", branding.welcome(), 0, 500, false);
    if (!COLOUR.matcher(branding.colour()).matches()) {
      errors.refuse("branding.colour", "must be # and six hexadecimal digits");
    }
    PlainText.logo(branding.logo()).ifPresent(reason -> errors.refuse("branding.logo", reason));
    errors.text("branding.terms", branding.terms(), 0, 20_000, true);
    errors.text("branding.privacy", branding.privacy(), 0, 20_000, true);
  }

  private void sampling() {
    Settings.Sampling sampling = s.sampling();
    errors.range("sampling.countersSeconds", sampling.countersSeconds(), 1, 300);
    errors.range("sampling.durableSeconds", sampling.durableSeconds(), 1, 3_600);
    errors.range("sampling.journalDays", sampling.journalDays(), 1, 3_650);
    errors.range("sampling.staleSeconds", sampling.staleSeconds(), 2, 7 * DAY);
    if (sampling.durableSeconds() < sampling.countersSeconds()) {
      errors.refuse("sampling.durableSeconds", "must not be shorter than countersSeconds");
    }
    // A session whose next sample is merely due would be closed as stale.
    if (sampling.staleSeconds() < 2 * sampling.durableSeconds()) {
      errors.refuse("sampling.staleSeconds", "must be at least twice durableSeconds");
    }
  }

  private void names(String path, List<String> names) {
    errors.distinct(path, names);
    for (int i = 0; i < names.size(); i++) {
      name(path + "[" + i + "]", names.get(i));
    }
  }

  private void name(String path, String name) {
    boolean exact = HostName.parse(name).filter(n -> n.text().equals(name)).isPresent();
    if (!exact) {
      errors.refuse(path, "must be a full host name such as www.example.org, without patterns");
    }
  }
}
