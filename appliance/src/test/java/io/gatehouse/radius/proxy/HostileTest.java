package io.gatehouse.radius.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each class of malformed requests gets what its table says, over real UDP. */
class HostileTest {
  /** Of each class; {@code gatehouse test --long hostile} sends millions. */
  private static final int VARIANTS = 1_000;

  @Test
  void every_variant_gets_what_the_table_says() throws IOException {
    try (Hostile hostile = new Hostile()) {
      assertThat(hostile.round(VARIANTS, new SplittableRandom(1))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Malformed.class)
  void the_table_beside_the_code_says_the_same(Malformed one) throws IOException {
    String row =
        Files.readAllLines(Path.of("src/main/java/io/gatehouse/radius/packet/README.md")).stream()
            .filter(line -> line.startsWith("| " + one.number() + " |"))
            .findFirst()
            .orElseThrow();
    assertThat(row).contains(one.outcome());
  }
}
