package io.gatehouse.campaign.changes;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import java.util.List;

/** Each durable step of a change with each victim: cycle I is step I / 4, victim I % 4. */
public final class CutsCampaign implements Campaign {
  private static final int MOST_BREAKDOWNS = 3;

  @Override
  public String name() {
    return "cuts";
  }

  @Override
  public String purpose() {
    return "each step of a change is cut with edge, warden, both and the whole machine as victims";
  }

  /** More than there are steps; a range ends where they do. */
  @Override
  public long lastCycle() {
    return 199;
  }

  @Override
  public void run(Range range, Report report) {
    long cycle = range.from();
    int breakdowns = 0;
    while (cycle <= range.to() && breakdowns < MOST_BREAKDOWNS) {
      try (CutRig rig = CutRig.up()) {
        List<Step> steps = rig.steps();
        long end = Math.min(range.to(), steps.size() * 4L - 1);
        List<String> wrong = List.of();
        for (; cycle <= end && wrong.isEmpty(); cycle++) {
          Step step = steps.get((int) (cycle / 4));
          Victims victims = Victims.ALL.get((int) (cycle % 4));
          wrong = rig.cut(step, victims);
          report.say("  cut " + cycle + " after " + step + ", " + victims);
          report.cycle(cycle, wrong);
          if (!wrong.isEmpty()) {
            rig.tellLogs();
            breakdowns++;
          }
        }
        if (cycle > end && end < range.to()) {
          return;
        }
      } catch (RuntimeException e) {
        report.cycle(cycle, List.of("the cycle broke down: " + e));
        cycle++;
        breakdowns++;
      }
    }
  }
}
