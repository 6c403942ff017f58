package io.gatehouse.guest.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.Desk;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.TestBootClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuessesTest {
  private static final Mac HONEST = new Mac(0x02ffffffffffL);

  @TempDir Path directory;
  private Desk desk;
  private Guesses guesses;

  @BeforeEach
  void open() {
    desk = new Desk(directory, new TestBootClock());
    guesses = new Guesses(desk.clock);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void ten_tries_are_free_and_each_later_one_doubles_the_wait_up_to_an_hour() {
    Mac device = new Mac(1);
    for (int i = 0; i < 9; i++) {
      guesses.wrong(device);
      assertThat(guesses.secondsToWait(device)).isZero();
    }
    long last = 0;
    for (int i = 0; i < 15; i++) {
      guesses.wrong(device);
      long wait = guesses.secondsToWait(device);
      assertThat(wait).isGreaterThanOrEqualTo(last).isBetween(5L, 3_600L);
      last = wait;
      desk.boot.advanceSeconds(wait);
      assertThat(guesses.secondsToWait(device)).isZero();
    }
    assertThat(last).isEqualTo(3_600);
    desk.boot.advanceSeconds(10_000);
    guesses.wrong(device);
    assertThat(guesses.secondsToWait(device)).isZero();
  }

  @Test
  void a_million_guesses_from_changing_addresses_leave_an_honest_device_alone() {
    long looked = 0;
    for (int i = 0; i < 1_000_000; i++) {
      Mac device = new Mac(i % 1_000);
      if (guesses.secondsToWait(device) == 0) {
        looked++;
        guesses.wrong(device);
      }
      if (i % 1_000 == 0) {
        desk.boot.advanceMillis(100);
        assertThat(guesses.secondsToWait(HONEST)).isZero();
      }
    }
    // 600 of the common budget, one a second after that, and the first try of each address.
    assertThat(looked).isBetween(600L, 600L + 100 + 1_000);
  }

  @Test
  void what_is_remembered_is_bounded() {
    for (int i = 0; i < 100_000; i++) {
      guesses.wrong(new Mac(i));
    }
    assertThat(guesses.remembered()).isLessThanOrEqualTo(4_096);
  }
}
