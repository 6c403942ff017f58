package io.gatehouse.network.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Internet;
import io.gatehouse.network.firewall.FirewallRules;
import io.gatehouse.network.gate.Admission;
import io.gatehouse.network.gate.IpsetGate;
import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.template.ConfigTemplates;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.server.WardenSite;
import io.gatehouse.warden.verb.LoadFirewall;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line whose speed is known is not driven faster, whatever its guests may have. */
class LineIT {
  private static final String LINE = "{\"uplink\":{\"downKbps\":20000,\"upKbps\":6000}}";

  @Test
  void all_guests_together_get_what_the_line_has_and_each_what_is_its_own() {
    Parsed.Ok settings = (Parsed.Ok) SettingsJson.read(LINE);
    try (WardenSite site = new WardenSite(1, settings.settings())) {
      IpsetGate gate = new IpsetGate(site.box());
      gate.open(List.of(at(site, Rate.UNLIMITED)));
      assertThat(kbps(site, "-R")).isBetween(14_000.0, 20_500.0);
      assertThat(kbps(site, "")).isBetween(4_000.0, 6_500.0);

      gate.renew(List.of(at(site, new Rate(5_000, 2_000, 0))));
      assertThat(kbps(site, "-R")).isBetween(3_500.0, 5_500.0);
      assertThat(kbps(site, "")).isBetween(1_400.0, 2_200.0);

      // The control: the same guest on a line that nothing is known of.
      site.write(new FirewallRules(new ConfigTemplates()).render(Settings.factory()));
      assertThat(site.box().call(new LoadFirewall())).isInstanceOf(Reply.Done.class);
      gate.renew(List.of(at(site, Rate.UNLIMITED)));
      assertThat(kbps(site, "-R")).isGreaterThan(50_000.0);
    }
  }

  private static Admission at(WardenSite site, Rate rate) {
    return new Admission(Ipv4.of("10.20.1.1"), site.lab().mac("g1"), 600, rate);
  }

  private static double kbps(WardenSite site, String direction) {
    String out =
        site.run("g1", "iperf3 -c " + Internet.SPEED + " -p 5201 -t 3 -f k " + direction).must();
    String line = out.lines().filter(l -> l.contains("receiver")).findFirst().orElseThrow();
    return Double.parseDouble(line.replaceAll(".* ([0-9.]+) Kbits/sec.*", "$1"));
  }
}
