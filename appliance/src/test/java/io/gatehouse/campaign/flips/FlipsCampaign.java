package io.gatehouse.campaign.flips;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;

/** A box that starts on files of which a card has changed some bits; a start a cycle. */
public final class FlipsCampaign implements Campaign {
  @Override
  public String name() {
    return "flips";
  }

  @Override
  public String purpose() {
    return "bits changed in database, log, settings and a reset's marker: the box starts, or is in"
        + " safe mode and says why";
  }

  @Override
  public long lastCycle() {
    return 9_999;
  }

  @Override
  public void run(Range range, Report report) {
    try (FlipsRig rig = FlipsRig.up()) {
      if (!rig.loopsWhereSafeModeCannotBegin()) {
        report.unfit("a box without safe mode was not seen to fail again and again");
      }
      if (!rig.isInSafeModeOnWhatIsNoDatabase()) {
        report.unfit("a file that is no database did not end in safe mode at the second start");
      }
      for (long cycle = range.from(); cycle <= range.to(); cycle++) {
        report.cycle(cycle, rig.cycle(range.chances(cycle, 0), report));
      }
    }
  }
}
