package io.gatehouse.network.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes typed settings of a tree whose keys are right; what cannot be typed is noted by path. */
final class SettingsReader {
  private final ObjectNode root;
  private final Settings base;
  private final Map<String, String> errors;

  SettingsReader(ObjectNode root, Settings base, Map<String, String> errors) {
    this.root = root;
    this.base = base;
    this.errors = errors;
  }

  Settings settings() {
    return new Settings(
        number("version"),
        guest(),
        management(),
        uplink(),
        WifiJson.read(root.get("wifi"), base.wifi(), errors),
        portal(),
        garden(),
        branding(),
        sampling());
  }

  private Settings.GuestNetwork guest() {
    return new Settings.GuestNetwork(
        text("guest.bridge"),
        network("guest.network", base.guest().network()),
        address("guest.firstLease", base.guest().firstLease()),
        address("guest.lastLease", base.guest().lastLease()),
        number("guest.leaseBeforeSeconds"),
        number("guest.leaseAfterSeconds"),
        number("guest.poolAlarmPercent"));
  }

  private Settings.ManagementNetwork management() {
    return new Settings.ManagementNetwork(
        text("management.bridge"),
        network("management.network", base.management().network()),
        address("management.firstLease", base.management().firstLease()),
        address("management.lastLease", base.management().lastLease()),
        number("management.leaseSeconds"),
        names("management.names"));
  }

  private Settings.Uplink uplink() {
    return new Settings.Uplink(
        text("uplink.device"),
        list("uplink.resolvers", "an address such as 192.0.2.1", n -> Ipv4.parse(n.textValue())),
        number("uplink.downKbps"),
        number("uplink.upKbps"));
  }

  private Settings.PortalSettings portal() {
    return new Settings.PortalSettings(
        lowered("portal.name"),
        text("portal.redirectUrl"),
        number("portal.idleSeconds"),
        number("portal.warnSeconds"),
        texts("portal.languages"),
        lowered("portal.publicHost"),
        text("portal.contact"));
  }

  private Settings.Garden garden() {
    return new Settings.Garden(
        names("garden.names"),
        list(
            "garden.ports",
            "a port number",
            n -> n.isInt() ? Optional.of(n.intValue()) : Optional.empty()));
  }

  private Settings.Branding branding() {
    return new Settings.Branding(
        text("branding.siteName"),
        text("branding.welcome"),
        text("branding.colour"),
        text("branding.logo"),
        text("branding.terms"),
        text("branding.privacy"));
  }

  private Settings.Sampling sampling() {
    return new Settings.Sampling(
        number("sampling.countersSeconds"),
        number("sampling.durableSeconds"),
        number("sampling.journalDays"),
        number("sampling.staleSeconds"));
  }

  private JsonNode at(String path) {
    return root.at("/" + path.replace('.', '/'));
  }

  private String text(String path) {
    return at(path).textValue();
  }

  /** Names of hosts are compared as text later, so they are lowered once, here. */
  private String lowered(String path) {
    String text = text(path);
    return HostName.parse(text).map(HostName::text).orElse(text);
  }

  private int number(String path) {
    return at(path).intValue();
  }

  private Ipv4 address(String path, Ipv4 otherwise) {
    Optional<Ipv4> read = Ipv4.parse(text(path));
    if (read.isEmpty()) {
      errors.put(path, "must be an address such as 10.20.0.10");
    }
    return read.orElse(otherwise);
  }

  private Ipv4Network network(String path, Ipv4Network otherwise) {
    Optional<Ipv4Network> read = Ipv4Network.parse(text(path));
    if (read.isEmpty()) {
      errors.put(path, "must be a network such as 10.20.0.0/21");
    } else if (!read.get().toString().equals(text(path))) {
      errors.put(path, "has host bits set; the network is " + read.get());
    }
    return read.orElse(otherwise);
  }

  private List<String> texts(String path) {
    return list(path, "a text", n -> Optional.ofNullable(n.textValue()));
  }

  private List<String> names(String path) {
    return texts(path).stream()
        .map(name -> HostName.parse(name).map(HostName::text).orElse(name))
        .toList();
  }

  private <T> List<T> list(String path, String what, Function<JsonNode, Optional<T>> reader) {
    List<T> all = new ArrayList<>();
    int index = 0;
    for (JsonNode element : at(path)) {
      Optional<T> value = reader.apply(element);
      if (value.isPresent()) {
        all.add(value.get());
      } else {
        errors.put(path + "[" + index + "]", "must be " + what);
      }
      index++;
    }
    return List.copyOf(all);
  }
}
