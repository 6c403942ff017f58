package io.gatehouse.campaign.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import org.junit.jupiter.api.Test;

/** The short version of {@code gatehouse test --long storm}. */
class StormIT {

  @Test
  void fifty_vouchers_are_granted_fifty_times_to_forty_guests_who_want_them_all() {
    Range range = new Range(2026, 0, 4);
    try (Report report = Report.of("storm-short", range)) {
      new StormCampaign(40).run(range, report);
      assertThat(report.finish()).as("exit code of the campaign").isZero();
    }
  }
}
