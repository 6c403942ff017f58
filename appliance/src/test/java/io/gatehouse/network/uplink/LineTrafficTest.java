package io.gatehouse.network.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes the lines, by counters that grow, stand still and begin anew. */
class LineTrafficTest {
  @TempDir private Path devices;
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicReference<List<String>> lines = new AtomicReference<>(List.of("wan", "lte"));

  private LineTraffic traffic() {
    return new LineTraffic(devices, lines::get, nanos::get);
  }

  private void counted(String device, long received, long sent) throws IOException {
    Path statistics = Files.createDirectories(devices.resolve(device).resolve("statistics"));
    Files.writeString(statistics.resolve("rx_bytes"), received + "\n");
    Files.writeString(statistics.resolve("tx_bytes"), sent + "\n");
  }

  private void pass(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }

  @Test
  void the_rate_is_that_of_all_lines_since_the_look_before() throws IOException {
    LineTraffic traffic = traffic();
    counted("wan", 1_000, 500);
    assertThat(traffic.look()).as("nothing to compare with").isEmpty();
    counted("wan", 251_000, 500);
    counted("lte", 1_000_000, 125_000);
    pass(2_000);
    assertThat(traffic.look()).contains(new LineTraffic.Rate(5_000_000, 500_000));
    counted("wan", 999_999_999, 500);
    pass(10);
    assertThat(traffic.look())
        .as("a second listener does not shorten the interval")
        .contains(new LineTraffic.Rate(5_000_000, 500_000));
  }

  @Test
  void a_counter_that_began_anew_another_line_and_a_long_pause_say_nothing() throws IOException {
    LineTraffic traffic = traffic();
    counted("wan", 5_000, 5_000);
    traffic.look();
    pass(2_000);
    counted("wan", 10, 10);
    assertThat(traffic.look()).isEmpty();
    pass(2_000);
    assertThat(traffic.look()).contains(new LineTraffic.Rate(0, 0));
    lines.set(List.of("lte"));
    pass(2_000);
    assertThat(traffic.look()).isEmpty();
    pass(40_000);
    assertThat(traffic.look()).isEmpty();
  }
}
