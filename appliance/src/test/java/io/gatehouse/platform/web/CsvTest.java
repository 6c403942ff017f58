package io.gatehouse.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void a_cell_that_a_spreadsheet_would_run_is_disarmed() {
    for (String formula : new String[] {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"}) {
      assertThat(new Csv().line(formula).toString().replace("\"", "")).startsWith("'");
    }
    assertThat(new Csv().line("plain", -5, "1=1")).hasToString("plain,-5,1=1\r\n");
  }

  @Test
  void commas_quotes_and_line_ends_stay_inside_their_cell() {
    assertThat(new Csv().line("a,b", "say \"x\"", "two\nlines"))
        .hasToString("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
  }
}
