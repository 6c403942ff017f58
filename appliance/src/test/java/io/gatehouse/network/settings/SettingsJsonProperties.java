package io.gatehouse.network.settings;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SettingsJsonProperties {

  @Property(tries = 300)
  void what_was_written_reads_back_as_it_was(@ForAll("settings") Settings settings) {
    String text = SettingsJson.write(settings);
    assertThat(SettingsJson.read(text)).isEqualTo(new Parsed.Ok(settings));
    assertThat(SettingsJson.write(settings)).isEqualTo(text);
  }

  @Property(tries = 500)
  void no_text_breaks_the_reader(@ForAll String text) {
    assertThat(SettingsJson.read(text)).isNotNull();
    String quoted = "{\"branding\":{\"siteName\":\"" + text + "\",\"" + text + "\":1}}";
    assertThat(SettingsJson.read(quoted)).isInstanceOf(Parsed.Invalid.class);
  }

  @Provide
  Arbitrary<Settings> settings() {
    return SettingsDraws.settings();
  }
}
