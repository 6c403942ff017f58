package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.Outputs;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Tap;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The box's wall clock jumps. A machine has one wall clock for all, so libfaketime shows the edge
 * another one; the boot clock stays as it is.
 */
class ClockStepIT {
  private static Hotspot hotspot;
  private static Phone guest;

  @BeforeAll
  static void an_edge_that_sees_a_clock_of_its_own() throws IOException {
    Optional<Path> library = library();
    assumeTrue(library.isPresent(), "lacks libfaketime (package faketime)");
    hotspot = Hotspot.prepared(1, Hotspot.QUICK.copy());
    step("+0");
    Path java = hotspot.lab().file("other-clock-java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        export LD_PRELOAD=%s FAKETIME_TIMESTAMP_FILE=/run/lab/faketime FAKETIME_NO_CACHE=1
        export FAKETIME_DONT_FAKE_MONOTONIC=1
        exec %s/bin/java "$@"
        """
            .formatted(library.get(), System.getProperty("java.home")));
    if (!java.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + java + " executable");
    }
    Path unit = hotspot.lab().file("units/gatehouse-edge.service");
    Files.writeString(
        unit,
        Files.readString(unit)
            .replace(
                "[Service]\n",
                "[Service]\nEnvironment=GATEHOUSE_JAVA=/run/lab/other-clock-java\n"));
    hotspot.start();
    guest = hotspot.paid(1);
  }

  @AfterAll
  static void down() {
    if (hotspot != null) {
      hotspot.close();
    }
  }

  private static Optional<Path> library() throws IOException {
    Path libraries = Path.of("/usr/lib");
    try (Stream<Path> found =
        Files.find(
            libraries,
            3,
            (file, is) -> file.getFileName().toString().equals("libfaketimeMT.so.1"))) {
      return found.findFirst();
    }
  }

  /**
   * An offset, or "@" and an absolute time; replaced as a whole, as the edge reads it all the time.
   */
  private static void step(String clock) {
    Path file = hotspot.lab().file("faketime");
    Path fresh = hotspot.lab().file("faketime.new");
    Outputs.write(fresh, clock + "\n");
    fresh.toFile().setReadable(true, false);
    if (!fresh.toFile().renameTo(file.toFile())) {
      throw new IllegalStateException("cannot set the clock");
    }
  }

  private static String clock() {
    return hotspot.get("/status").getString("clock");
  }

  private static long remaining() {
    return hotspot.session(guest).orElseThrow().getLong("remainingSeconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1d", "-1d", "@1970-01-02 00:00:00", "+0", "+3650d"})
  void a_step_of_the_wall_clock_changes_no_remaining_time(String to) {
    String clockBefore = clock();
    long before = remaining();
    long since = System.nanoTime();

    step(to);
    Tap.pause(4_000);

    long passed = Math.round((System.nanoTime() - since) / 1e9);
    assertThat(remaining()).isBetween(before - passed - 1, before - passed + 1);
    assertThat(guest.online()).isTrue();
    System.out.println("clock " + clockBefore + " stepped to " + to + ", now shown as " + clock());
  }

  @ParameterizedTest
  @ValueSource(strings = {"@1970-01-02 00:00:00", "+1d"})
  void a_start_with_another_clock_changes_no_remaining_time(String to) {
    JsonObject before = hotspot.session(guest).orElseThrow();
    long since = System.nanoTime();

    hotspot.box().units().stop(io.gatehouse.platform.units.UnitName.EDGE);
    step(to);
    hotspot.box().units().start(io.gatehouse.platform.units.UnitName.EDGE);
    hotspot.awaitPortal();
    hotspot.awaitApi();

    long passed = Math.round((System.nanoTime() - since) / 1e9);
    long expected = before.getLong("remainingSeconds") - passed;
    assertThat(remaining()).isBetween(expected - 2, expected + 2);
    assertThat(guest.online()).isTrue();
  }
}
