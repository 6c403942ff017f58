package io.gatehouse.network.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.address.Mac;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongLeasesTest {
  private static final Mac ONE = Mac.of("02:67:00:00:00:01");
  private static final Mac TWO = Mac.of("02:67:00:00:00:02");

  @TempDir Path folder;

  @Test
  void the_list_is_written_only_when_it_changed() throws Exception {
    Path file = folder.resolve("paid");
    LongLeases leases = new LongLeases(file);

    assertThat(leases.keep(List.of(TWO, ONE), 28_800)).isTrue();
    assertThat(leases.keep(List.of(ONE, TWO), 28_800)).isFalse();
    assertThat(Files.readString(file))
        .isEqualTo("02:67:00:00:00:01,set:paid,28800\n02:67:00:00:00:02,set:paid,28800\n");
    assertThat(leases.keep(List.of(), 28_800)).isTrue();
    assertThat(Files.readString(file)).isEmpty();
  }
}
