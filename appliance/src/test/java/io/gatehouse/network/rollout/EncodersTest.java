package io.gatehouse.network.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.SettingsDraws;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some models of the million that run as a campaign. */
class EncodersTest {
  private final Encoders encoders = new Encoders();

  @Test
  void what_is_encoded_reads_back_as_it_was_meant() {
    List<String> wrong = new ArrayList<>();
    for (long number = 0; number < 500; number++) {
      wrong.addAll(encoders.differences(SettingsDraws.of(number)));
    }
    assertThat(wrong).isEmpty();
    assertThat(encoders.differences(SettingsDraws.of(1), SettingsDraws.of(2))).isNotEmpty();
  }
}
