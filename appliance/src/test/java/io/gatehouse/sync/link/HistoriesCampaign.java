package io.gatehouse.sync.link;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.guest.voucher.SitePage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A hub, its boxes and their guests at random, beside an oracle; a cycle is one history. */
public final class HistoriesCampaign implements Campaign {
  /** A site has numbers for so many batches; then there is a new hub with new boxes. */
  private static final int HISTORIES_OF_A_HUB = 400;

  private static final int CONTROLS = 25;

  @Override
  public String name() {
    return "histories";
  }

  @Override
  public String purpose() {
    return "a hub, boxes and guests at random, with cuts, against an oracle; one history a cycle";
  }

  @Override
  public long lastCycle() {
    return 9_999;
  }

  @Override
  public void run(Range range, Report report) {
    if (controls(range).isEmpty()) {
      report.unfit("not seen: vouchers that are sold twice");
      return;
    }
    long cycle = range.from();
    while (cycle <= range.to()) {
      long end = Math.min(range.to(), cycle + HISTORIES_OF_A_HUB - 1);
      try (Histories histories = new Histories(folder(), page -> page)) {
        for (; cycle <= end; cycle++) {
          report.cycle(cycle, histories.differences(range.chances(cycle, 0)));
        }
      }
    }
  }

  private static List<String> controls(Range range) {
    UnaryOperator<SitePage> planted = HistoriesTest.DOUBLE_SPEND;
    try (Histories histories = new Histories(folder(), planted)) {
      for (long cycle = 0; cycle < CONTROLS; cycle++) {
        List<String> seen = histories.differences(range.chances(cycle, 1));
        if (!seen.isEmpty()) {
          return seen;
        }
      }
    }
    return List.of();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Report.target(), "histories");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
