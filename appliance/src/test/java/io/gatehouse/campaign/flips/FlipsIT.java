package io.gatehouse.campaign.flips;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import org.junit.jupiter.api.Test;

/** The short version of {@code gatehouse test --long flips}, its control included. */
class FlipsIT {

  @Test
  void a_box_whose_files_have_lost_bits_starts_or_says_in_safe_mode_why_not() {
    Range range = new Range(2026, 0, 2);
    try (Report report = Report.of("flips-short", range)) {
      new FlipsCampaign().run(range, report);
      assertThat(report.finish()).as("exit code of the campaign").isZero();
    }
  }
}
