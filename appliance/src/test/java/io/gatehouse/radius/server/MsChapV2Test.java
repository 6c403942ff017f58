package io.gatehouse.radius.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples of RFC 2759 §9.2 and RFC 3079 §3.5.3. */
class MsChapV2Test {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static MsChapV2 example(String password) {
    return new MsChapV2(
        hex("5B5D7C7D7B3F2F3E3C2C602132262628"),
        hex("21402324255E262A28295F2B3A337C7E"),
        hex("82309ECD8D708B5EA08FAA3981CD83544233114A3D85D6DF"),
        "WORKGROUP\\User",
        password);
  }

  @Test
  void the_examples_of_the_rfcs_come_out() {
    MsChapV2 right = example("clientPass");
    assertThat(right.holds()).isTrue();
    assertThat(right.authenticatorResponse())
        .isEqualTo("S=407A5589115FD0D6209F510FE9C04566932CDA56");
    assertThat(right.sendKey()).isEqualTo(hex("8B7CDC149B993A1BA118CB153F56DCCB"));
  }

  @Test
  void another_password_does_not_hold() {
    assertThat(example("clientpass").holds()).isFalse();
  }
}
