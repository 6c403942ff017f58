package io.gatehouse.network.lan;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LeaseTextProperties {

  @Property(tries = 2_000)
  void whatever_stands_in_the_file_names_stay_short_and_plain(@ForAll String anything) {
    String text = anything + "\n1 02:67:00:00:00:01 10.20.0.10 " + anything + " *\n" + anything;
    for (Lease lease : LeaseText.parse(text)) {
      assertThat(lease.hostname().length()).isLessThanOrEqualTo(63);
      assertThat(lease.hostname().chars().allMatch(c -> c > ' ' && c < 0x7f)).isTrue();
    }
  }
}
