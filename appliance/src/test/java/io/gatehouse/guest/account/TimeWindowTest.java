package io.gatehouse.guest.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
  /** 2026-11-23 is a Monday. */
  @ParameterizedTest
  @CsvSource({
    "mon-fri 08:00-18:00, 2026-11-23T08:00, 600",
    "mon-fri 08:00-18:00, 2026-11-23T17:59, 1",
    "mon-fri 08:00-18:00, 2026-11-23T18:00, -1",
    "mon-fri 08:00-18:00, 2026-11-22T12:00, -1",
    "'sat,sun 20:00-02:00', 2026-11-23T01:00, 60",
    "'sat,sun 20:00-02:00', 2026-11-23T20:00, -1",
    "fri-mon 00:00-00:00, 2026-11-23T12:00, 720",
    "fri-mon 00:00-00:00, 2026-11-24T12:00, -1"
  })
  void a_window_says_how_long_it_stays_open(String text, String now, long minutes) {
    assertThat(TimeWindow.parse(text).orElseThrow().leftAt(LocalDateTime.parse(now)))
        .isEqualTo(
            minutes < 0
                ? java.util.Optional.empty()
                : java.util.Optional.of(Duration.ofMinutes(minutes)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mon", "mon-fri", "mon-fri 8-18", "mon 25:00-26:00", "mo 08:00-09:00"})
  void what_is_no_window_is_refused(String text) {
    assertThat(TimeWindow.parse(text)).isEmpty();
  }

  @Test
  void nothing_written_means_always() {
    assertThat(TimeWindow.parse(" ").orElseThrow().always()).isTrue();
  }
}
