package io.gatehouse.campaign.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import org.junit.jupiter.api.Test;

/** The short version of {@code gatehouse test --long kill}, its controls included. */
class KillIT {

  @Test
  void nothing_acknowledged_is_lost_or_done_twice_in_ten_kills() {
    Range range = new Range(2026, 0, 9);
    try (Report report = Report.of("kill-short", range)) {
      new KillCampaign().run(range, report);
      assertThat(report.finish()).as("exit code of the campaign").isZero();
    }
  }
}
