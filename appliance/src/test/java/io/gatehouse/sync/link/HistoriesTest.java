package io.gatehouse.sync.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.campaign.Range;
import io.gatehouse.guest.voucher.SitePage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few of the histories; {@code gatehouse test --long histories} lives through thousands. */
class HistoriesTest {
  /** A fault: vouchers let in at other boxes are not written down, so each is sold once more. */
  static final UnaryOperator<SitePage> DOUBLE_SPEND =
      page ->
          new SitePage(
              page.upTo(), page.generation(), page.key(), page.plans(), page.batches(), List.of());

  private static final Range RANGE = new Range(7, 0, 9);

  @TempDir private Path dir;

  @Test
  void what_boxes_and_hub_come_to_is_what_a_simple_oracle_says() {
    try (Histories histories = new Histories(dir, page -> page)) {
      for (long cycle = RANGE.from(); cycle <= RANGE.to(); cycle++) {
        assertThat(histories.differences(RANGE.chances(cycle, 0))).as("history " + cycle).isEmpty();
      }
    }
  }

  @Test
  void a_planted_double_spend_is_found() {
    int found = 0;
    try (Histories histories = new Histories(dir, DOUBLE_SPEND)) {
      for (long cycle = RANGE.from(); cycle <= RANGE.to() && found == 0; cycle++) {
        found += histories.differences(RANGE.chances(cycle, 0)).size();
      }
    }
    assertThat(found).isPositive();
  }
}
