package io.gatehouse.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptLanguageTest {
  private static final List<String> OFFERED = List.of("en", "fr", "pt", "ar");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fr|fr",
        "pt-BR,pt;q=0.9,en;q=0.8|pt",
        "de-DE,de;q=0.9,ar;q=0.5,fr;q=0.7|fr",
        "en;q=0.1, fr ; q=0.2|fr",
        "fr;q=0|en",
        "FR-ca|fr",
        "fr;q=2|en",
        "fr;q=1.001|en",
        "fr;q=x|en",
        "fr;q=0.0001|en",
        "ar;q=0.001|ar",
        "*|en",
        "zz|en",
        "''|en",
        ";;q=,,=|en",
      })
  void the_highest_weight_among_the_offered_wins(String header, String expected) {
    assertThat(AcceptLanguage.choose(header, OFFERED)).isEqualTo(expected);
  }

  @Property(tries = 500)
  void any_header_gets_an_offered_language(@ForAll String header) {
    assertThat(OFFERED).contains(AcceptLanguage.choose(header, OFFERED));
  }
}
