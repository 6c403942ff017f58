package io.gatehouse.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FormTest {

  @Test
  void fields_are_decoded_and_missing_ones_are_empty() {
    Form form = Form.parse("code=AB+CD%20%C3%A9&lang=fr&flag", 8).orElseThrow();
    assertThat(form.get("code")).isEqualTo("AB CD é");
    assertThat(form.get("lang")).isEqualTo("fr");
    assertThat(form.has("flag")).isTrue();
    assertThat(form.get("other")).isEmpty();
  }

  @Test
  void a_field_sent_twice_is_refused() {
    assertThat(Form.parse("a=1&a=2", 8)).isEmpty();
  }

  @Test
  void too_many_fields_are_refused() {
    assertThat(Form.parse("a=1&b=2", 2)).isPresent();
    assertThat(Form.parse("a=1&b=2&c=3", 2)).isEmpty();
  }

  @Test
  void broken_percent_signs_and_broken_utf8_are_refused() {
    assertThat(Form.parse("a=%", 8)).isEmpty();
    assertThat(Form.parse("a=%zz", 8)).isEmpty();
    assertThat(Form.parse("a=%ff", 8)).isEmpty();
    assertThat(Form.parse(new byte[] {'a', '=', (byte) 0xff}, 8)).isEmpty();
  }

  @Property(tries = 500)
  void no_text_breaks_the_parser(@ForAll byte[] body) {
    Form.parse(body, 4);
    Form.parse(new String(body, StandardCharsets.ISO_8859_1), 4);
  }
}
