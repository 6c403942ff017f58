package io.gatehouse.network.settings;

import io.gatehouse.network.radius.RadiusJson;
import io.gatehouse.network.settings.document.Section;
import io.gatehouse.network.uplink.UplinkJson;
import io.gatehouse.network.wifi.WifiJson;
import java.util.List;

/** Makes typed settings of a tree whose keys are right; what cannot be typed is noted by path. */
final class SettingsReader {
  private final Section root;
  private final Settings base;

  SettingsReader(Section root, Settings base) {
    this.root = root;
    this.base = base;
  }

  Settings settings() {
    return new Settings(
        root.number("version"),
        guest(root.at("guest")),
        management(root.at("management")),
        UplinkJson.read(root.at("uplink")),
        WifiJson.read(root.at("wifi")),
        portal(root.at("portal")),
        new Settings.Garden(
            names(root.at("garden"), "names"), root.at("garden").numbers("ports", "a port number")),
        branding(root.at("branding")),
        sampling(root.at("sampling")),
        RadiusJson.read(root.at("radius")));
  }

  private Settings.GuestNetwork guest(Section guest) {
    return new Settings.GuestNetwork(
        guest.text("bridge"),
        guest.network("network", base.guest().network()),
        guest.address("firstLease", base.guest().firstLease()),
        guest.address("lastLease", base.guest().lastLease()),
        guest.number("leaseBeforeSeconds"),
        guest.number("leaseAfterSeconds"),
        guest.number("poolAlarmPercent"));
  }

  private Settings.ManagementNetwork management(Section management) {
    return new Settings.ManagementNetwork(
        management.text("bridge"),
        management.network("network", base.management().network()),
        management.address("firstLease", base.management().firstLease()),
        management.address("lastLease", base.management().lastLease()),
        management.number("leaseSeconds"),
        names(management, "names"));
  }

  private static Settings.PortalSettings portal(Section portal) {
    return new Settings.PortalSettings(
        lowered(portal.text("name")),
        portal.text("redirectUrl"),
        portal.number("idleSeconds"),
        portal.number("warnSeconds"),
        portal.texts("languages"),
        lowered(portal.text("publicHost")),
        portal.text("contact"));
  }

  private static Settings.Branding branding(Section branding) {
    return new Settings.Branding(
        branding.text("siteName"),
        branding.text("welcome"),
        branding.text("colour"),
        branding.text("logo"),
        branding.text("terms"),
        branding.text("privacy"));
  }

  private static Settings.Sampling sampling(Section sampling) {
    return new Settings.Sampling(
        sampling.number("countersSeconds"),
        sampling.number("durableSeconds"),
        sampling.number("journalDays"),
        sampling.number("staleSeconds"));
  }

  /** Names of hosts are compared as text later, so they are lowered once, here. */
  private static String lowered(String text) {
    return HostName.parse(text).map(HostName::text).orElse(text);
  }

  private static List<String> names(Section section, String key) {
    return section.texts(key).stream().map(SettingsReader::lowered).toList();
  }
}
