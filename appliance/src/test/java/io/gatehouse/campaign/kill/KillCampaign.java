package io.gatehouse.campaign.kill;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The edge is killed while guests act on it; nothing acknowledged may be lost or done twice. */
public final class KillCampaign implements Campaign {
  private static final int GUESTS = 6;

  /** A fresh box now and then, as checks of the whole database grow with it. */
  private static final int CYCLES_PER_BOX = 100;

  /** A box that never comes up would take a minute for each cycle of the range. */
  private static final int MOST_BREAKDOWNS = 3;

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String purpose() {
    return "kill -9 of the edge while guests redeem, pause and leave, against a ledger outside";
  }

  @Override
  public long lastCycle() {
    return 9_999;
  }

  @Override
  public void run(Range range, Report report) {
    long cycle = range.from();
    boolean controlled = false;
    int breakdowns = 0;
    while (cycle <= range.to() && breakdowns < MOST_BREAKDOWNS) {
      long end = Math.min(range.to(), cycle + CYCLES_PER_BOX - 1);
      try (KillRig rig = KillRig.up(GUESTS, new JsonObject(), range, report)) {
        if (!controlled) {
          KillControls.run(rig, report);
          report.forgetCounts();
          controlled = true;
        }
        for (; cycle <= end; cycle++) {
          List<String> wrong = rig.cycle(cycle);
          report.cycle(cycle, wrong);
          if (!wrong.isEmpty()) {
            rig.keepEvidence(cycle);
          }
        }
      } catch (RuntimeException e) {
        // The box did not come back, or could not be asked: that is a failure of this cycle.
        report.cycle(cycle, List.of("the cycle broke down: " + e));
        cycle++;
        breakdowns++;
      }
    }
  }
}
