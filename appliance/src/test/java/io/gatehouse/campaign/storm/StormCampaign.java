package io.gatehouse.campaign.storm;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import java.util.List;

/** All guests on every voucher at once, over HTTP, with the edge killed in between. */
public final class StormCampaign implements Campaign {
  private static final int GUESTS = 200;

  private final int guests;

  public StormCampaign() {
    this(GUESTS);
  }

  StormCampaign(int guests) {
    this.guests = guests;
  }

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public String purpose() {
    return "200 guests redeem each of 10 vouchers a cycle at once, the edge is killed in between";
  }

  /** 500 vouchers. */
  @Override
  public long lastCycle() {
    return 49;
  }

  @Override
  public void run(Range range, Report report) {
    try (StormRig rig = StormRig.up(guests, range, report)) {
      List<String> lie = rig.lyingCycle();
      if (lie.isEmpty()) {
        report.unfit("not seen: a guest who claims what never was");
      } else {
        report.say("control, a guest who claims what never was: seen (" + lie.getFirst() + ")");
      }
      report.forgetCounts();
      for (long cycle = range.from(); cycle <= range.to(); cycle++) {
        report.cycle(cycle, rig.cycle(cycle));
      }
    } catch (RuntimeException e) {
      report.unfit("the storm broke down: " + e);
    }
  }
}
