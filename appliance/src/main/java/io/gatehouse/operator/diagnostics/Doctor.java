package io.gatehouse.operator.diagnostics;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.process.CommandFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Walks the way of a guest who has not logged in, from a device of its own on the guest network,
 * and says at each step what was tried, what was seen, and what to do. Needs root on the box;
 * changes nothing but one short lease.
 */
public final class Doctor {
  /** An address of TEST-NET-1 (RFC 5737): nobody has it, so whoever answers has captured it. */
  private static final Ipv4 NOBODY = Ipv4.of("192.0.2.80");

  private static final String DHCP_ADVICE =
      "look at the service: systemctl status gatehouse-dnsmasq@lan";
  private static final String RESOLVER_ADVICE =
      "look at the service: systemctl status gatehouse-dnsmasq@gate";
  private static final String UPLINK_ADVICE =
      "look at the cable and the device behind it; then: gatehouse status";
  private static final String SILENT = "no answer: the resolver of guests before login is silent";
  private static final String FIREWALL_ADVICE =
      "load the firewall anew: systemctl restart gatehouse-firewall; then look again";
  private static final String EDGE_ADVICE = "look at the service: systemctl status gatehouse-edge";

  /** System to host and path that it asks to find out whether it is online. */
  private static final Map<String, List<String>> PROBES =
      new TreeMap<>(
          Map.of(
              "Apple", List.of("captive.apple.com", "/hotspot-detect.html"),
              "Android", List.of("connectivitycheck.gstatic.com", "/generate_204"),
              "Windows", List.of("www.msftconnecttest.com", "/connecttest.txt"),
              "Firefox", List.of("detectportal.firefox.com", "/canonical.html")));

  private final Settings settings;
  private final Ipv4 outside;
  private final Consumer<Line> listener;
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param outside a host of the internet that answers on TCP port 443, to try the closed gate with
   * @param listener told of each line as it comes
   */
  public Doctor(Settings settings, Ipv4 outside, Consumer<Line> listener) {
    this.settings = settings;
    this.outside = outside;
    this.listener = listener;
  }

  /** Tries everything; steps that hang on a failed one are left out. */
  public List<Line> examine() {
    String bridge = settings.guest().bridge();
    String tried = "join the guest network " + bridge;
    try (GuestPlace place = GuestPlace.on(bridge)) {
      say(Line.good(tried, "a device is wired to it"));
      Optional<GuestPlace.Lease> lease = place.lease();
      lease(lease);
      lease.ifPresent(given -> walk(new GuestTools(place), given));
    } catch (CommandFailed e) {
      say(
          Line.bad(
              tried,
              e.getMessage().lines().findFirst().orElse("it failed"),
              "run this as root; if it was, the bridge is missing: check the guest network's settings"));
    }
    uplink();
    return List.copyOf(lines);
  }

  private void uplink() {
    String tried = "reach the internet from the box itself (" + outside + " port 443)";
    if (GuestTools.boxConnects(outside, 443)) {
      say(Line.good(tried, "it answers"));
    } else if (GuestTools.boxHasWayOut()) {
      say(Line.bad(tried, "no answer: the uplink is down, or what it leads to", UPLINK_ADVICE));
    } else {
      say(Line.bad(tried, "the box has no way to the internet: the uplink is down", UPLINK_ADVICE));
    }
  }

  private void say(Line line) {
    lines.add(line);
    listener.accept(line);
  }

  private void lease(Optional<GuestPlace.Lease> lease) {
    String tried = "ask for an address by DHCP";
    Settings.GuestNetwork guest = settings.guest();
    if (lease.isEmpty()) {
      say(Line.bad(tried, "none came within 10 s: the DHCP server is silent", DHCP_ADVICE));
      return;
    }
    GuestPlace.Lease given = lease.get();
    String seen =
        given.ip()
            + " for "
            + given.seconds()
            + " s, router "
            + given.router()
            + ", resolver "
            + given.resolver();
    boolean right = guest.network().contains(given.ip()) && given.router().equals(guest.box());
    say(
        right
            ? Line.good(tried, seen)
            : Line.bad(
                tried,
                seen + "; expected " + guest.network() + " from " + guest.box(),
                "another DHCP server answers on the guest network: find and unplug it"));
  }

  private void walk(GuestTools tools, GuestPlace.Lease lease) {
    Ipv4 box = settings.guest().box();
    names(tools, lease, box);
    probes(tools, box);
    portal(tools, box);
    garden(tools, lease, box);
    closed(tools, box);
  }

  private void names(GuestTools tools, GuestPlace.Lease lease, Ipv4 box) {
    names(
        "ask the resolver for captive.apple.com",
        tools.dns(lease.resolver(), "A", "captive.apple.com"),
        box);
    names(
        "ask for the portal's own name " + settings.portal().name(),
        tools.dns(lease.resolver(), "A", settings.portal().name()),
        box);
    names(
        "ask a resolver of its own choice (" + NOBODY + ")",
        tools.dns(NOBODY, "A", "www.example.com"),
        box);
    for (String type : List.of("AAAA", "TXT", "HTTPS")) {
      GuestTools.Dns answer = tools.dns(lease.resolver(), type, "probe.example.com");
      String tried = "ask for a name's " + type + " record before login";
      boolean nothing = answer.status().equals("NOERROR") && answer.answers().isEmpty();
      say(
          nothing
              ? Line.good(tried, "an empty answer, as it should be")
              : answer.silent()
                  ? Line.bad(tried, SILENT, RESOLVER_ADVICE)
                  : Line.bad(
                      tried, answer.toString(), "names leak before login: " + RESOLVER_ADVICE));
    }
  }

  private void names(String tried, GuestTools.Dns answer, Ipv4 box) {
    say(
        answer.answers().size() == 1 && answer.holds(box)
            ? Line.good(tried, "the portal's address")
            : Line.bad(
                tried, answer.silent() ? SILENT : answer + "; expected " + box, RESOLVER_ADVICE));
  }

  private void probes(GuestTools tools, Ipv4 box) {
    PROBES.forEach(
        (system, probe) ->
            redirected(
                "do what " + system + " does to find out whether it is online",
                tools.http(probe.getFirst(), box, probe.getLast())));
    redirected(
        "open a page by address (http://" + NOBODY + "/)",
        tools.http(NOBODY.toString(), NOBODY, "/"));
  }

  private void redirected(String tried, GuestTools.Http answer) {
    boolean portal =
        answer.status() >= 300
            && answer.status() < 400
            && Portals.isOurs(answer.location(), settings);
    String advice = answer.status() == 0 ? EDGE_ADVICE + "; " + FIREWALL_ADVICE : EDGE_ADVICE;
    say(
        portal
            ? Line.good(tried, "sent to the portal: " + answer.location())
            : Line.bad(tried, answer + "; expected a redirect to the portal", advice));
  }

  private void portal(GuestTools tools, Ipv4 box) {
    GuestTools.Http page = tools.http(box.toString(), box, "/");
    String tried = "open the portal's page";
    boolean good = page.status() == 200 && page.type().startsWith("text/html");
    say(
        good
            ? Line.good(tried, page.bytes() + " bytes of page")
            : Line.bad(tried, page.toString(), EDGE_ADVICE));
    GuestTools.Http api = tools.http(box.toString(), box, "/captive-portal/api");
    String asked = "ask the captive portal API (RFC 8908)";
    boolean captive =
        api.status() == 200
            && api.type().startsWith("application/captive+json")
            && api.body().replace(" ", "").contains("\"captive\":true");
    say(
        captive
            ? Line.good(asked, "captive, as it should be before login")
            : Line.bad(asked, api + " " + api.type(), EDGE_ADVICE));
  }

  private void garden(GuestTools tools, GuestPlace.Lease lease, Ipv4 box) {
    for (String name : settings.garden().names()) {
      String tried = "reach " + name + ", which is open before login";
      GuestTools.Dns answer = tools.dns(lease.resolver(), "A", name);
      Optional<Ipv4> address =
          answer.answers().stream().map(Ipv4::parse).flatMap(Optional::stream).findFirst();
      if (address.isEmpty() || address.get().equals(box)) {
        say(Line.bad(tried, answer.toString(), "is the internet up? see gatehouse status"));
        continue;
      }
      List<Integer> ports = settings.garden().ports();
      boolean open = ports.stream().anyMatch(port -> tools.connects(address.get(), port));
      say(
          open
              ? Line.good(tried, address.get() + " lets it connect")
              : Line.bad(
                  tried,
                  address.get() + " does not answer on any of ports " + ports,
                  FIREWALL_ADVICE));
    }
  }

  private void closed(GuestTools tools, Ipv4 box) {
    refused("connect to the internet without login", tools, outside, 443);
    if (GuestTools.boxConnects(outside, 443)) {
      refused("ping the internet without login (" + outside + ")", tools.pings(outside));
    }
    Ipv4 console = settings.management().box();
    refused("open the console from the guest network", tools, console, 443);
    refused("log in to the box by SSH from the guest network", tools, box, 22);
  }

  private void refused(String what, GuestTools tools, Ipv4 address, int port) {
    String tried = what + " (" + address + " port " + port + ")";
    if (GuestTools.boxConnects(address, port)) {
      refused(tried, tools.connects(address, port));
    } else {
      say(
          Line.skipped(
              tried, "the box itself gets no answer there, so a refusal would say nothing"));
    }
  }

  private void refused(String tried, boolean passed) {
    say(
        passed
            ? Line.bad(tried, "it went through", "THE GATE IS OPEN: " + FIREWALL_ADVICE)
            : Line.good(tried, "refused, as it should be"));
  }
}
