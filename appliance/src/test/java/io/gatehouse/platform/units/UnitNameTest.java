package io.gatehouse.platform.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitNameTest {

  @Test
  void an_instance_shares_the_file_of_its_template() {
    assertThat(UnitName.DNSMASQ_GATE.file()).isEqualTo("gatehouse-dnsmasq@.service");
    assertThat(UnitName.DNSMASQ_GATE.instance()).isEqualTo("gate");
    assertThat(UnitName.EDGE.file()).isEqualTo("gatehouse-edge.service");
    assertThat(UnitName.EDGE.instance()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--now", "../x", "a b", "a\nb", "a@", "a@b@c", "A", "a;b"})
  void what_could_be_an_option_or_a_path_is_no_name(String text) {
    assertThatThrownBy(() -> new UnitName(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
