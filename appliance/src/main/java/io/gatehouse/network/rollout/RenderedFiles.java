package io.gatehouse.network.rollout;

import io.gatehouse.network.firewall.FirewallRules;
import io.gatehouse.network.lan.LanFiles;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.uplink.UplinkFiles;
import io.gatehouse.network.wifi.HostapdConf;
import io.gatehouse.platform.template.ConfigTemplates;
import java.util.Map;
import java.util.TreeMap;

/** Every file that the settings decide, of all daemons. */
public final class RenderedFiles {
  private final FirewallRules firewall;
  private final LanFiles lan;
  private final HostapdConf radio;
  private final UplinkFiles uplink;

  public RenderedFiles(ConfigTemplates templates) {
    firewall = new FirewallRules(templates);
    lan = new LanFiles(templates);
    radio = new HostapdConf(templates);
    uplink = new UplinkFiles(templates);
  }

  /** Text by path below {@code /}; the same settings always give the same text. */
  public Map<String, String> render(Settings settings) {
    Map<String, String> files = new TreeMap<>(firewall.render(settings));
    files.putAll(lan.render(settings));
    files.putAll(
        radio.render(
            settings.wifi(),
            new HostapdConf.Bridges(settings.guest().bridge(), settings.management().bridge())));
    files.putAll(uplink.render(settings.uplink(), settings.wifi().vlans()));
    return files;
  }
}
