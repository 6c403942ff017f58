package io.gatehouse.campaign.changes;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import java.util.ArrayList;
import java.util.List;

/** Changes of the management network that do not touch Wi-Fi, each confirmed, beside a client. */
public final class QuietCampaign implements Campaign {
  @Override
  public String name() {
    return "quiet";
  }

  @Override
  public String purpose() {
    return "200 management changes that do not touch Wi-Fi: hostapd goes on, its client loses no ping";
  }

  @Override
  public long lastCycle() {
    return 199;
  }

  @Override
  public void run(Range range, Report report) {
    try (ChangesRig rig = ChangesRig.up();
        Pings pings = rig.pings()) {
      String before = rig.hostapd();
      for (long cycle = range.from(); cycle <= range.to(); cycle++) {
        List<String> wrong = new ArrayList<>(rig.confirmed(WrongChange.lease((int) cycle)));
        if (!rig.hostapd().equals(before)) {
          wrong.add("hostapd is process " + rig.hostapd() + " and was " + before);
        }
        report.cycle(cycle, wrong);
      }
      report.count("pings answered", pings.answered());
      report.count("pings lost", pings.lost());
      if (pings.lost() > 0 || pings.answered() == 0) {
        report.unfit(pings.lost() + " pings were lost, " + pings.answered() + " answered");
      }
      rig.restartAccessPoint();
      if (pings.lost() == 0) {
        report.unfit("not seen: an access point that was started anew in between");
      }
    } catch (RuntimeException e) {
      report.unfit("the run broke down: " + e);
    }
  }
}
