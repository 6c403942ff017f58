package io.gatehouse.platform.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  private final ConfigTemplates configs = new ConfigTemplates();
  private final PageTemplates pages = new PageTemplates();

  @Test
  void a_configuration_keeps_quotes_and_the_line_end_after_a_value() {
    assertThat(configs.render("template-test.conf.peb", Map.of("value", "it's <b>")))
        .isEqualTo("before\nvalue=it's <b>\nafter\n");
  }

  @Test
  void a_configuration_with_a_missing_value_is_an_error() {
    assertThatThrownBy(() -> configs.render("template-test.conf.peb", Map.of()))
        .hasMessageContaining("value");
  }

  @Test
  void a_page_escapes_what_it_is_given_and_speaks_the_readers_language() {
    assertThat(
            pages.render(
                "template-test.html.peb",
                Locale.ENGLISH,
                Map.of("value", "Ä<b a=\"1\" c='2'>&amp;")))
        .isEqualTo(
            "<p>"
                + Messages.of("en").text("portal.title")
                + " Ä&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;</p>\n");
  }
}
