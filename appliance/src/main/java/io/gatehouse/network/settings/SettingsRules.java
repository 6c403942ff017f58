package io.gatehouse.network.settings;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which settings a box can work with: ranges of single values, and what must fit together. */
public final class SettingsRules {
  /** Languages that the pages have been written in. */
  public static final List<String> LANGUAGES = List.of("en", "fr", "es", "pt", "sw", "ar", "hi");

  private static final int DAY = 86_400;

  /** The kernel takes 15 bytes; a name that starts with a letter is no option of any tool. */
  private static final Pattern DEVICE = Pattern.compile("[a-z][a-z0-9.-]{0,14}");

  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  private static final List<Ipv4Network> PRIVATE =
      List.of(
          new Ipv4Network(Ipv4.of("10.0.0.0"), 8),
          new Ipv4Network(Ipv4.of("172.16.0.0"), 12),
          new Ipv4Network(Ipv4.of("192.168.0.0"), 16),
          new Ipv4Network(Ipv4.of("100.64.0.0"), 10));

  private final Settings s;
  private final Map<String, String> errors = new TreeMap<>();

  private SettingsRules(Settings settings) {
    this.s = settings;
  }

  /** Reasons by path; empty where the settings hold. */
  public static Map<String, String> errors(Settings settings) {
    SettingsRules rules = new SettingsRules(settings);
    rules.networks();
    rules.uplink();
    WifiRules.check(settings.wifi(), rules.errors);
    rules.portal();
    rules.garden();
    rules.branding();
    rules.sampling();
    return rules.errors;
  }

  private void networks() {
    if (s.version() != Settings.VERSION) {
      refuse("version", "this program reads version " + Settings.VERSION);
    }
    Settings.GuestNetwork guest = s.guest();
    device("guest.bridge", guest.bridge());
    // A bitmap set spans at most a /16, and the shaper class is the low half of the address.
    network("guest.network", guest.network(), 16, 29);
    pool("guest", guest.network(), guest.box(), guest.firstLease(), guest.lastLease());
    // dnsmasq makes shorter leases two minutes long.
    range("guest.leaseBeforeSeconds", guest.leaseBeforeSeconds(), 120, DAY);
    range("guest.leaseAfterSeconds", guest.leaseAfterSeconds(), 120, 7 * DAY);
    if (guest.leaseAfterSeconds() < guest.leaseBeforeSeconds()) {
      refuse("guest.leaseAfterSeconds", "must not be shorter than leaseBeforeSeconds");
    }
    range("guest.poolAlarmPercent", guest.poolAlarmPercent(), 1, 100);

    Settings.ManagementNetwork management = s.management();
    device("management.bridge", management.bridge());
    network("management.network", management.network(), 16, 29);
    pool(
        "management",
        management.network(),
        management.box(),
        management.firstLease(),
        management.lastLease());
    range("management.leaseSeconds", management.leaseSeconds(), 120, 7 * DAY);
    if (management.network().overlaps(guest.network())) {
      refuse("management.network", "overlaps the guest network " + guest.network());
    }
    if (management.names().isEmpty() || management.names().size() > 8) {
      refuse("management.names", "must have 1 to 8 names");
    }
    names("management.names", management.names());
    if (List.of(guest.bridge(), "lo").contains(management.bridge())) {
      refuse("management.bridge", "is in use already");
    }
  }

  private void pool(String path, Ipv4Network network, Ipv4 box, Ipv4 first, Ipv4 last) {
    inside(path + ".firstLease", network, first);
    inside(path + ".lastLease", network, last);
    if (first.compareTo(last) > 0) {
      refuse(path + ".lastLease", "lies before firstLease");
    } else if (first.compareTo(box) <= 0 && box.compareTo(last) <= 0) {
      refuse(path + ".firstLease", "the pool would hold the box's own address " + box);
    }
  }

  private void inside(String path, Ipv4Network network, Ipv4 address) {
    boolean host = !address.equals(network.address()) && !address.equals(network.broadcast());
    if (!network.contains(address) || !host) {
      refuse(path, "is no host address inside " + network);
    }
  }

  private void network(String path, Ipv4Network network, int widest, int narrowest) {
    range(path, network.prefix(), widest, narrowest);
    boolean known =
        PRIVATE.stream()
            .anyMatch(p -> p.contains(network.address()) && p.prefix() <= network.prefix());
    if (!known) {
      refuse(path, "must be a private network: in 10/8, 172.16/12, 192.168/16 or 100.64/10");
    }
  }

  private void uplink() {
    Settings.Uplink uplink = s.uplink();
    device("uplink.device", uplink.device());
    if (List.of(s.guest().bridge(), s.management().bridge(), "lo").contains(uplink.device())) {
      refuse("uplink.device", "is in use already");
    }
    if (uplink.resolvers().size() > 4) {
      refuse("uplink.resolvers", "must have at most 4 addresses");
    }
    for (int i = 0; i < uplink.resolvers().size(); i++) {
      Ipv4 resolver = uplink.resolvers().get(i);
      int first = resolver.bits() >>> 24;
      boolean own = resolver.equals(s.guest().box()) || resolver.equals(s.management().box());
      if (own || first == 0 || first == 127 || first >= 224) {
        refuse("uplink.resolvers[" + i + "]", "is not the address of another host");
      }
    }
    range("uplink.downKbps", uplink.downKbps(), 0, 10_000_000);
    range("uplink.upKbps", uplink.upKbps(), 0, 10_000_000);
  }

  private void portal() {
    Settings.PortalSettings portal = s.portal();
    name("portal.name", portal.name());
    if (s.management().names().contains(portal.name())) {
      refuse("portal.name", "is the console's name already");
    }
    if (!portal.redirectUrl().isEmpty()) {
      SettingsText.webAddress(portal.redirectUrl())
          .ifPresent(reason -> refuse("portal.redirectUrl", reason));
    }
    if (portal.idleSeconds() != 0) {
      range("portal.idleSeconds", portal.idleSeconds(), 60, 7 * DAY);
    }
    if (portal.idleSeconds() != 0 && portal.idleSeconds() < 2 * s.sampling().countersSeconds()) {
      refuse("portal.idleSeconds", "must be 0 or at least twice sampling.countersSeconds");
    }
    range("portal.warnSeconds", portal.warnSeconds(), 0, DAY);
    if (portal.languages().isEmpty()) {
      refuse("portal.languages", "must have at least one language");
    }
    distinct("portal.languages", portal.languages());
    for (int i = 0; i < portal.languages().size(); i++) {
      if (!LANGUAGES.contains(portal.languages().get(i))) {
        refuse("portal.languages[" + i + "]", "known are " + String.join(", ", LANGUAGES));
      }
    }
    if (!portal.publicHost().isEmpty()) {
      name("portal.publicHost", portal.publicHost());
    }
    text("portal.contact", portal.contact(), 0, 200, false);
  }

  private void garden() {
    List<String> names = s.garden().names();
    if (names.size() > 64) {
      refuse("garden.names", "must have at most 64 names");
    }
    names("garden.names", names);
    for (int i = 0; i < names.size(); i++) {
      if (HostName.parse(names.get(i)).filter(HostName::belongsToMany).isPresent()) {
        refuse("garden.names[" + i + "]", "names of many owners lie below it; name one host");
      } else if (names.get(i).equals(s.portal().name())
          || s.management().names().contains(names.get(i))) {
        refuse("garden.names[" + i + "]", "is one of the box's own names");
      }
    }
    if (s.garden().ports().size() > 16) {
      refuse("garden.ports", "must have at most 16 ports");
    }
    distinct("garden.ports", s.garden().ports());
    for (int i = 0; i < s.garden().ports().size(); i++) {
      range("garden.ports[" + i + "]", s.garden().ports().get(i), 1, 65_535);
    }
  }

  private void branding() {
    Settings.Branding branding = s.branding();
    text("branding.siteName", branding.siteName(), 1, 60, false);
    text("branding.welcome", branding.welcome(), 0, 500, false);
    if (!COLOUR.matcher(branding.colour()).matches()) {
      refuse("branding.colour", "must be # and six hexadecimal digits");
    }
    SettingsText.logo(branding.logo()).ifPresent(reason -> refuse("branding.logo", reason));
    text("branding.terms", branding.terms(), 0, 20_000, true);
    text("branding.privacy", branding.privacy(), 0, 20_000, true);
  }

  private void sampling() {
    Settings.Sampling sampling = s.sampling();
    range("sampling.countersSeconds", sampling.countersSeconds(), 1, 300);
    range("sampling.durableSeconds", sampling.durableSeconds(), 1, 3_600);
    range("sampling.journalDays", sampling.journalDays(), 1, 3_650);
    range("sampling.staleSeconds", sampling.staleSeconds(), 2, 7 * DAY);
    if (sampling.durableSeconds() < sampling.countersSeconds()) {
      refuse("sampling.durableSeconds", "must not be shorter than countersSeconds");
    }
    // A session whose next sample is merely due would be closed as stale.
    if (sampling.staleSeconds() < 2 * sampling.durableSeconds()) {
      refuse("sampling.staleSeconds", "must be at least twice durableSeconds");
    }
  }

  private void device(String path, String name) {
    if (!DEVICE.matcher(name).matches()) {
      refuse(path, "must be an interface name: a small letter, then up to 14 of a-z 0-9 . -");
    }
  }

  private void names(String path, List<String> names) {
    distinct(path, names);
    for (int i = 0; i < names.size(); i++) {
      name(path + "[" + i + "]", names.get(i));
    }
  }

  private void name(String path, String name) {
    boolean exact = HostName.parse(name).filter(n -> n.text().equals(name)).isPresent();
    if (!exact) {
      refuse(path, "must be a full host name such as www.example.org, without patterns");
    }
  }

  private void text(String path, String text, int shortest, int longest, boolean paragraphs) {
    SettingsText.line(text, shortest, longest, paragraphs)
        .ifPresent(reason -> refuse(path, reason));
  }

  private void distinct(String path, List<?> values) {
    if (new HashSet<>(values).size() != values.size()) {
      refuse(path, "names one value twice");
    }
  }

  private void range(String path, int value, int least, int most) {
    if (value < least || value > most) {
      refuse(path, "must be " + least + " to " + most + ", not " + value);
    }
  }

  private void refuse(String path, String reason) {
    errors.putIfAbsent(path, reason);
  }
}
