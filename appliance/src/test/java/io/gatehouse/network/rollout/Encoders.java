package io.gatehouse.network.rollout;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.network.settings.TestSeal;
import io.gatehouse.network.uplink.DecodedPeer;
import io.gatehouse.network.uplink.Line;
import io.gatehouse.network.wifi.DecodedHostapd;
import io.gatehouse.platform.template.ConfigTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings written by every encoder and read back by readers of the test's own. */
final class Encoders {
  private final RenderedFiles files = new RenderedFiles(new ConfigTemplates());

  List<String> differences(Settings settings) {
    return differences(settings, settings);
  }

  /**
   * What reads back otherwise.
   *
   * @param written what is encoded; another than what is meant in the control
   */
  List<String> differences(Settings meant, Settings written) {
    List<String> wrong = new ArrayList<>();
    if (!SettingsJson.read(SettingsJson.write(written)).equals(new Parsed.Ok(meant))) {
      wrong.add("settings.json reads back otherwise");
    }
    if (!TestSeal.SEAL.read(TestSeal.SEAL.write(written)).equals(new Parsed.Ok(meant))) {
      wrong.add("sealed settings read back otherwise");
    }
    Map<String, String> rendered = files.render(written);
    String hostapd = rendered.getOrDefault("etc/gatehouse/hostapd.conf", "");
    if (!meant.wifi().networks().isEmpty()) {
      wrong.addAll(DecodedHostapd.differences(meant.wifi(), hostapd));
    }
    peer(meant.uplink().first(), rendered.get("etc/gatehouse/ppp-uplink"), wrong);
    peer(meant.uplink().second(), rendered.get("etc/gatehouse/ppp-second"), wrong);
    return wrong;
  }

  private static void peer(Line line, String text, List<String> wrong) {
    if (line.exists() && line.mode() == Line.Mode.PPPOE) {
      wrong.addAll(DecodedPeer.differences(line, text == null ? "" : text));
    }
  }
}
