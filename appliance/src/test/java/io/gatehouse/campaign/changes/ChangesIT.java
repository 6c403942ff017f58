package io.gatehouse.campaign.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import org.junit.jupiter.api.Test;

/**
 * The short version of {@code gatehouse test --long changes}: each kind once, the first again after
 * all others, and its control.
 */
class ChangesIT {

  @Test
  void no_wrong_change_loses_the_box() {
    Range range = new Range(2026, 0, WrongChange.values().length);
    try (Report report = Report.of("changes-short", range)) {
      new ChangesCampaign().run(range, report);
      assertThat(report.finish()).as("exit code of the campaign").isZero();
    }
  }
}
