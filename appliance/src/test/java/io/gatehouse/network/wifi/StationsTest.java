package io.gatehouse.network.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.address.Mac;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is on the air, in hostapd's words. */
class StationsTest {
  @TempDir private Path dir;

  @Test
  void each_station_comes_with_its_signal_and_the_rate_it_is_sent_at() {
    try (FakeHostapd hostapd =
        new FakeHostapd(
            dir.resolve("radio"),
            "wlan0",
            List.of(
                FakeHostapd.station("02:00:00:00:00:01", -55, 1_300, 60),
                FakeHostapd.station("02:00:00:00:00:02", -84, 65, 7)))) {
      Stations stations = new Stations(dir.resolve("radio"), dir);
      assertThat(stations.list())
          .containsExactly(
              new Station(Mac.of("02:00:00:00:00:01"), "wlan0", -55, 60, 1_000, 2_000, 130_000),
              new Station(Mac.of("02:00:00:00:00:02"), "wlan0", -84, 7, 1_000, 2_000, 6_500));
      assertThat(stations.answers()).isTrue();
    }
    assertThat(new Stations(dir.resolve("radio"), dir).list()).isEmpty();
  }
}
