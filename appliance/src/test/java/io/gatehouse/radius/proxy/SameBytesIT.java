package io.gatehouse.radius.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.radius.packet.SharedSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The malformed requests, shown to FreeRADIUS: where it judges otherwise, the table says so. */
class SameBytesIT {
  private static final Pattern ROW = Pattern.compile("^\\| `(C[0-9A-Z_]+)` \\|");
  private static final int PORT = 24_612;
  private static final int VARIANTS = 5;
  private static final int PATIENCE_MILLIS = 3_000;

  @TempDir Path folder;

  @Test
  void freeradius_takes_and_drops_the_same_bytes_or_the_table_of_differences_has_the_class()
      throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/freeradius")), "no freeradius here");
    Map<Malformed, Integer> answered = new EnumMap<>(Malformed.class);
    try (FreeRadius peer = FreeRadius.server(folder, PORT, TestNas.SECRET)) {
      List<TestNas> all = new ArrayList<>();
      List<Malformed> of = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(20_261_125);
      for (Malformed one : Malformed.values()) {
        Malformed.Draw draw =
            new Malformed.Draw(random.split(), SharedSecret.of(TestNas.SECRET).signer());
        for (int i = 0; i < VARIANTS; i++) {
          // Each from a port of its own: none is taken for another's repetition.
          TestNas nas = new TestNas();
          nas.send(one.variant(draw), PORT + one.service().number());
          all.add(nas);
          of.add(one);
        }
      }
      long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
      for (int i = 0; i < all.size(); i++) {
        long left = Math.max(1, (end - System.nanoTime()) / 1_000_000L);
        boolean came = all.get(i).receive((int) left) != null;
        answered.merge(of.get(i), came ? 1 : 0, Integer::sum);
        all.get(i).close();
      }
      assertThat(peer.said()).as("it lived through it").doesNotContain("Assertion");
    }
    Set<String> differences = new TreeSet<>();
    for (Malformed one : Malformed.values()) {
      int taken = answered.get(one);
      assertThat(taken).as("all variants of " + one + " alike").isIn(0, VARIANTS);
      if (one.outcome().equals(Malformed.TAKEN) != (taken == VARIANTS)) {
        differences.add(one.name());
      }
    }
    assertThat(differences).isEqualTo(listed());
  }

  private static Set<String> listed() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line :
        Files.readAllLines(Path.of("src/main/java/io/gatehouse/radius/packet/README.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        names.add(row.group(1));
      }
    }
    return names;
  }
}
