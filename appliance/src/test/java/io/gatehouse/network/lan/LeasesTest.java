package io.gatehouse.network.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeasesTest {
  private static final Ipv4 IP = Ipv4.of("10.20.0.10");
  private static final Mac MAC = Mac.of("02:67:00:00:00:01");
  private static final String LINE = "1795000000 02:67:00:00:00:01 10.20.0.10 phone 01:02:67\n";

  @TempDir Path folder;

  private Leases leases(String text) throws IOException {
    Path file = folder.resolve("lan.leases");
    Files.writeString(file, text);
    return new Leases(file);
  }

  @Test
  void a_lease_is_found_by_address_and_by_device() throws IOException {
    Leases leases = leases(LINE);

    assertThat(leases.of(IP)).contains(new Lease(MAC, IP, "phone", "01:02:67"));
    assertThat(leases.of(MAC)).contains(new Lease(MAC, IP, "phone", "01:02:67"));
    assertThat(leases.of(Ipv4.of("10.20.0.11"))).isEmpty();
  }

  @Test
  void no_file_is_no_leases() {
    assertThat(new Leases(folder.resolve("none")).all()).isEmpty();
  }

  @Test
  void a_new_lease_is_found_at_once_even_right_after_a_look() throws IOException {
    Leases leases = leases("");
    assertThat(leases.of(IP)).isEmpty();

    Files.writeString(folder.resolve("lan.leases"), LINE);

    assertThat(leases.of(IP)).isPresent();
  }

  @Test
  void a_lease_that_went_to_another_device_is_seen_within_a_second() throws Exception {
    Leases leases = leases(LINE);
    assertThat(leases.of(IP).orElseThrow().mac()).isEqualTo(MAC);

    Files.writeString(
        folder.resolve("lan.leases"), "1795000000 02:67:00:00:00:22 10.20.0.10 other-phone *\n");
    Thread.sleep(300);

    assertThat(leases.of(IP).orElseThrow().mac()).isEqualTo(Mac.of("02:67:00:00:00:22"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x 02:67:00:00:00:01 10.20.0.10 phone *\n",
        "1 02:67:00:00:00 10.20.0.10 phone *\n",
        "1 01:67:00:00:00:01 10.20.0.10 phone *\n",
        "1 02:67:00:00:00:01 10.20.0.999 phone *\n",
        "1 02:67:00:00:00:01 10.20.0.10 two words *\n",
        "1 02:67:00:00:00:01 10.20.0.10 esc\u001b[2J *\n",
        "1 02:67:00:00:00:01 10.20.0.10 nul\u0000 *\n",
        "1 02:67:00:00:00:01 10.20.0.10 return\r *\n",
        "duid 00:01:00:01:2c\n",
        "1 02:67:00:00:00:01 10.20.0.10 half"
      })
  void a_line_of_any_other_form_is_no_lease_and_harms_no_other(String line) throws IOException {
    String good = "1 02:67:00:00:00:02 10.20.0.12 good *\n";
    assertThat(LeaseText.parse(line)).isEmpty();
    assertThat(LeaseText.parse(good + line)).hasSize(1);
  }

  @Test
  void a_name_is_cut_and_bytes_that_are_no_host_names_are_dots() {
    String line = "1 02:67:00:00:00:01 10.20.0.10 " + "é".repeat(3) + "a".repeat(100) + " *\n";

    String name = LeaseText.parse(line).getFirst().hostname();

    assertThat(name).hasSize(63).startsWith("...aaa");
  }

  @Test
  void the_pool_is_measured_by_the_guests_leases_alone() throws IOException {
    StringBuilder text = new StringBuilder("1 02:67:00:00:ff:01 192.168.4.2 installer *\n");
    int pool = Settings.factory().guest().pool();
    for (int i = 0; i < pool / 2; i++) {
      text.append("1 ")
          .append(new Mac(0x0267_0000_0000L + i))
          .append(' ')
          .append(Settings.factory().guest().firstLease().plus(i))
          .append(" * *\n");
    }

    assertThat(leases(text.toString()).poolPercent(Settings.factory().guest())).isBetween(49, 50);
  }
}
