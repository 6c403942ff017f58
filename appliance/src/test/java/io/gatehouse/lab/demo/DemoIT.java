package io.gatehouse.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.LabOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The walk that the demo shows, with curl and a real DHCP client, to the end of a timed plan. */
class DemoIT {

  @Test
  void a_guest_gets_online_at_the_plans_speed_and_is_stopped_when_it_ends() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try (Lab lab = Lab.up(LabOptions.guests(2))) {
      Demo demo = new Demo(lab, new Steps(new PrintStream(shown, true, StandardCharsets.UTF_8)));
      try {
        demo.walk();
      } catch (RuntimeException e) {
        throw new AssertionError(shown.toString(StandardCharsets.UTF_8) + demo.logs(), e);
      }
    }
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains(" 14  the phone is back");
  }
}
