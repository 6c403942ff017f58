package io.gatehouse.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Right totals whatever order, doubling and counters a router's reports come in. */
class TotalsTest {
  private static final long WRAP = 1L << 32;

  private static Reports interim(long seconds, long up, long down) {
    return Reports.of(Report.INTERIM, "s").time(seconds).bytes(up, down);
  }

  private static Totals.Growth take(Totals totals, Reports report) {
    return totals.take(report.from("r"));
  }

  @Test
  void input_octets_are_the_guests_upload() {
    Totals totals = new Totals();
    take(totals, interim(300, 10, 2_000));
    assertThat(totals.upBytes()).isEqualTo(10);
    assertThat(totals.downBytes()).isEqualTo(2_000);
  }

  @Test
  void a_report_that_comes_again_with_another_delay_counts_once() {
    Totals totals = new Totals();
    assertThat(take(totals, interim(300, 10, 20)).upBytes()).isEqualTo(10);
    Totals.Growth again = take(totals, interim(300, 10, 20).delay(7));
    assertThat(again.duplicate()).isTrue();
    assertThat(totals.upBytes()).isEqualTo(10);
  }

  @Test
  void a_counter_that_wraps_goes_on_and_gigawords_are_believed() {
    Totals wrapping = new Totals();
    take(wrapping, interim(300, WRAP - 10, 0));
    take(wrapping, interim(600, 90, 0));
    assertThat(wrapping.upBytes()).isEqualTo(WRAP + 90);
    Totals full = new Totals();
    take(full, interim(300, WRAP - 10, 0).gigawords(0, 0));
    take(full, interim(600, 90, 0).gigawords(5 * WRAP, 0));
    assertThat(full.upBytes()).isEqualTo(5 * WRAP + 90);
  }

  @Test
  void without_a_session_time_a_small_step_back_is_late_and_a_large_one_a_wrap() {
    Totals totals = new Totals();
    take(totals, Reports.of(Report.INTERIM, "s").bytes(5_000, 0));
    take(totals, Reports.of(Report.INTERIM, "s").bytes(4_000, 0));
    assertThat(totals.upBytes()).isEqualTo(5_000);
    take(totals, Reports.of(Report.INTERIM, "s").bytes(WRAP - 1_000, 0));
    take(totals, Reports.of(Report.INTERIM, "s").bytes(500, 0));
    assertThat(totals.upBytes()).isEqualTo(WRAP + 500);
  }

  @Test
  void a_start_after_the_stop_is_the_missing_one_unless_there_was_one_before() {
    Totals totals = new Totals();
    take(totals, Reports.of(Report.STOP, "s").time(60).bytes(1, 1));
    Reports start = Reports.of(Report.START, "s").delay(60);
    assertThat(totals.isAnother(start.from("r"))).isFalse();
    take(totals, start);
    assertThat(totals.stopped()).isTrue();
    assertThat(totals.isAnother(Reports.of(Report.START, "s").user("b", "x").from("r"))).isTrue();
  }

  /** Reports are doubled, and each may come three places late. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_thousand_shuffled_sessions_add_up(boolean gigawords) {
    for (long seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      List<Reports> sent = new ArrayList<>();
      long up = 0;
      long down = 0;
      for (int i = 1; i <= 30; i++) {
        up += random.nextLong(WRAP);
        down += random.nextLong(WRAP);
        Reports report =
            Reports.of(i == 30 ? Report.STOP : Report.INTERIM, "s").time(i * 300L).bytes(up, down);
        sent.add(gigawords ? report.gigawords(up, down) : report);
      }
      Totals totals = new Totals();
      long grown = 0;
      for (int i : order(random, sent.size())) {
        Totals.Growth growth = take(totals, sent.get(i));
        grown += growth.upBytes() + growth.downBytes();
        if (random.nextInt(4) == 0) {
          assertThat(take(totals, sent.get(i)).duplicate()).isTrue();
        }
        if (random.nextInt(8) == 0) {
          totals = Totals.of(totals.bytes());
        }
      }
      assertThat(totals.upBytes()).as("seed " + seed).isEqualTo(up);
      assertThat(totals.downBytes()).as("seed " + seed).isEqualTo(down);
      assertThat(grown).as("what passes were charged").isEqualTo(up + down);
      assertThat(totals.stopped()).isTrue();
      assertThat(totals.seconds()).isEqualTo(9_000);
    }
  }

  /** Each stays within three places of where it belongs. */
  private static List<Integer> order(Random random, int size) {
    List<Integer> order = new ArrayList<>();
    List<double[]> keys = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      keys.add(new double[] {i + random.nextDouble() * 3, i});
    }
    keys.sort((a, b) -> Double.compare(a[0], b[0]));
    keys.forEach(key -> order.add((int) key[1]));
    return order;
  }
}
