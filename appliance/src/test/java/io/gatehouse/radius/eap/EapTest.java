package io.gatehouse.radius.eap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations with a device of the tests' own, straight and bent. */
class EapTest {
  @TempDir Path folder;

  @Test
  void whoever_bends_a_conversation_does_not_come_in_and_others_do() {
    BentEap bent = new BentEap(folder);
    for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
      for (EapMethod method : new EapMethod[] {EapMethod.PEAP, EapMethod.TTLS}) {
        assertThat(bent.honest(method, protocol))
            .as(method + " " + protocol + ", " + bent.lastFailure)
            .isTrue();
      }
    }
    assertThat(bent.round(120, new Random(20_261_125))).isEmpty();
    assertThat(bent.honest(EapMethod.PEAP, "TLSv1.3")).isTrue();
  }
}
