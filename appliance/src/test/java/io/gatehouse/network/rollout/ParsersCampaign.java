package io.gatehouse.network.rollout;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.network.settings.SettingsDraws;

/** Random settings before hostapd, dnsmasq, iptables and ipset; a cycle is one settings tree. */
public final class ParsersCampaign implements Campaign {
  @Override
  public String name() {
    return "parsers";
  }

  @Override
  public String purpose() {
    return "random settings before the real hostapd, dnsmasq, iptables and ipset; one a cycle";
  }

  @Override
  public long lastCycle() {
    return 9_999;
  }

  @Override
  public void run(Range range, Report report) {
    RealParsers parsers = new RealParsers();
    for (long cycle = range.from(); cycle <= range.to(); cycle++) {
      report.cycle(cycle, parsers.differences(SettingsDraws.of(range.seed() * 1_000_000 + cycle)));
    }
  }
}
