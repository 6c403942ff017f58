package io.gatehouse.campaign.changes;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Wrong changes of a box, each at a moment; every time both installers have to be back. */
public final class ChangesCampaign implements Campaign {
  private static final int MOST_BREAKDOWNS = 3;

  @Override
  public String name() {
    return "changes";
  }

  @Override
  public String purpose() {
    return "wrong changes that nobody confirms, kills and restarts inside them; the box is reached";
  }

  @Override
  public long lastCycle() {
    return 499;
  }

  @Override
  public void run(Range range, Report report) {
    control(range, report);
    long cycle = range.from();
    int breakdowns = 0;
    while (cycle <= range.to() && breakdowns < MOST_BREAKDOWNS) {
      try (ChangesRig rig = ChangesRig.up()) {
        List<String> wrong = List.of();
        for (; cycle <= range.to() && wrong.isEmpty(); cycle++) {
          Moment moment = Moment.of(cycle, range.chances(cycle, 0));
          long start = System.nanoTime();
          wrong = rig.cycle(moment);
          long millis = (System.nanoTime() - start) / 1_000_000;
          report.count("cycles of " + moment.change(), 1);
          report.most(
              moment.full() ? "longest at full length, ms" : "longest with a scaled timer, ms",
              millis);
          report.cycle(cycle, wrong);
          if (!wrong.isEmpty()) {
            report.say("  it was " + moment);
            rig.tellLogs();
            breakdowns++;
          }
        }
      } catch (RuntimeException e) {
        report.cycle(cycle, List.of("the cycle broke down: " + e));
        cycle++;
        breakdowns++;
      }
    }
  }

  /** A box whose root side takes nothing back has to be seen as lost. */
  private static void control(Range range, Report report) {
    try (ChangesRig rig = ChangesRig.up(ChangesCampaign::takesNothingBack)) {
      Moment moment =
          new Moment(WrongChange.FIREWALL_WITHOUT_MANAGEMENT, 0, 1, (int) (range.seed() % 100));
      List<String> wrong = rig.lost(moment);
      if (wrong.isEmpty()) {
        report.unfit("not seen: a box that takes nothing back");
      } else {
        report.say("control, a box that takes nothing back: seen (" + wrong.getFirst() + ")");
      }
    } catch (RuntimeException e) {
      report.unfit("the control broke down: " + e);
    }
    report.forgetCounts();
  }

  /** The hole: the script that ends changes takes none back. */
  static void takesNothingBack(Lab lab) {
    hole(lab, "\nrevert() {\n", "\nrevert() {\n  return 0\n");
  }

  /** Another: it says that it did and leaves the files as they are. */
  static void bringsNothingBack(Lab lab) {
    hole(lab, "\nrestore() {\n", "\nrestore() {\n  return 0\n");
  }

  private static void hole(Lab lab, String from, String to) {
    try {
      Path script = lab.file("box/usr/rollout");
      String text = Files.readString(script);
      String hole = text.replace(from, to);
      if (hole.equals(text)) {
        throw new IllegalStateException("the script has no such function any more");
      }
      Files.writeString(script, hole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
