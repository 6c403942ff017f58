package io.gatehouse.network.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.address.Mac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseWatchTest {
  private static final Mac MAC = Mac.of("02:67:00:00:00:01");

  @TempDir Path folder;

  private LeaseWatch watch;
  private Leases leases;

  private void file(String lines) throws IOException {
    Files.writeString(folder.resolve("lan.leases"), lines);
    if (leases == null) {
      leases = new Leases(folder.resolve("lan.leases"));
      watch = new LeaseWatch(leases);
    }
    long count = lines.lines().count();
    String last = lines.isEmpty() ? "" : lines.strip().split(" ", -1)[3];
    Waiting.until(
        Duration.ofSeconds(20),
        "the lease file being read",
        () ->
            leases.all().size() == count
                && leases.all().stream()
                    .anyMatch(l -> l.hostname().equals(last.equals("*") ? "" : last)));
  }

  @Test
  void another_host_name_or_client_id_under_the_same_address_is_noticed_once() throws IOException {
    file("1 02:67:00:00:00:01 10.20.0.10 phone 01:aa\n");
    assertThat(watch.changed(List.of(MAC))).isEmpty();
    assertThat(watch.changed(List.of(MAC))).isEmpty();

    file("2 02:67:00:00:00:01 10.20.0.10 laptop 01:aa\n");
    assertThat(watch.changed(List.of(MAC))).containsExactly(MAC);
    assertThat(watch.changed(List.of())).isEmpty();
    assertThat(watch.changed(List.of(MAC))).isEmpty();

    file("2 02:67:00:00:00:01 10.20.0.10 laptop 01:aa\n2 02:67:00:00:00:01 10.20.0.11 * 01:bbb\n");
    assertThat(watch.changed(List.of(MAC))).containsExactly(MAC);
  }

  @Test
  void a_device_that_stops_naming_itself_or_starts_to_is_no_other() throws IOException {
    file("1 02:67:00:00:00:01 10.20.0.10 phone *\n");
    assertThat(watch.changed(List.of(MAC))).isEmpty();
    file("22 02:67:00:00:00:01 10.20.0.10 * *\n");
    assertThat(watch.changed(List.of(MAC))).isEmpty();
    file("333 02:67:00:00:00:01 10.20.0.10 phone 01:aa\n");
    assertThat(watch.changed(List.of(MAC))).isEmpty();
  }
}
