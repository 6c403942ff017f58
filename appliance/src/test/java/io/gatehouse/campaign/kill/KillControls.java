package io.gatehouse.campaign.kill;

import io.gatehouse.campaign.Report;
import java.util.List;
import java.util.Map;

/**
 * Shows that the campaign sees what it looks for: two cycles with a falsified ledger over the real
 * box, and the evidence of an honest one with each fault planted in it.
 */
final class KillControls {
  /** Far from the cycles of any range. */
  private static final long FIRST = 1_000_000_000;

  private KillControls() {}

  static void run(KillRig rig, Report report) {
    falsified(rig, report, Visitor.Lie.CLAIMS_WHAT_NEVER_WAS);
    falsified(rig, report, Visitor.Lie.KEEPS_SILENT);
    Evidence honest = rig.longCycle(FIRST, Visitor.Lie.NONE);
    List<String> wrong = Judge.judge(honest);
    if (!wrong.isEmpty()) {
      report.unfit("an honest cycle was judged wrong: " + wrong);
      return;
    }
    for (Map.Entry<String, Evidence> fault : Faults.in(honest).entrySet()) {
      seen(report, fault.getKey(), Judge.judge(fault.getValue()));
    }
  }

  /** A lie needs a guest who gets to a second deed, so several cycles may be tried. */
  private static void falsified(KillRig rig, Report report, Visitor.Lie lie) {
    List<String> wrong = List.of();
    for (int i = 1; i <= 3 && wrong.isEmpty(); i++) {
      wrong = Judge.judge(rig.longCycle(FIRST + i, lie));
    }
    seen(report, "a ledger that " + lie, wrong);
  }

  private static void seen(Report report, String fault, List<String> wrong) {
    if (wrong.isEmpty()) {
      report.unfit("not seen: " + fault);
    } else {
      report.say("control, " + fault + ": seen (" + brief(wrong.getFirst()) + ")");
    }
  }

  private static String brief(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
