package io.gatehouse.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.clock.TestBootClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private final TestBootClock boot = new TestBootClock();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Logger portal = Logger.getLogger("io.gatehouse.portal.test.Pages");
  private final Logger gate = Logger.getLogger("io.gatehouse.gate.test.Sets");
  private LogHandler handler;

  @BeforeEach
  void listen() {
    handler =
        new LogHandler(new LogLine(boot, InstantSource.fixed(NOON)), new LogAllowance(boot), out);
    for (Logger logger : List.of(portal, gate)) {
      logger.setUseParentHandlers(false);
      logger.addHandler(handler);
    }
  }

  @AfterEach
  void stopListening() {
    portal.removeHandler(handler);
    gate.removeHandler(handler);
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void a_line_says_when_where_and_what() {
    boot.advanceMillis(11_560);
    portal.info("guest in");
    assertThat(lines())
        .containsExactly(
            "ts=2026-11-20T12:00:00Z uptime=12.5 level=info room=portal.test msg=\"guest in\"");
  }

  @Test
  void what_a_stranger_sends_stays_inside_its_line() {
    portal.warning(
        "host \"x\"\r\nlevel=error room=forged msg=pwned \u001b[2J \u2028 \u202e \ud800");
    assertThat(lines())
        .singleElement()
        .asString()
        .endsWith(
            "msg=\"host \\\"x\\\"\\r\\nlevel=error room=forged msg=pwned"
                + " \\u001b[2J \\u2028 \\u202e \\ud800\"");
  }

  @Test
  void long_texts_are_cut() {
    portal.info("x".repeat(100_000));
    assertThat(lines().getFirst()).hasSizeLessThan(800);
  }

  @Test
  void an_exception_is_one_line_with_its_place_and_cause() {
    portal.log(
        Level.SEVERE,
        "no page",
        new IllegalStateException("broken\nhere", new IllegalArgumentException("why")));
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("level=error", "error=\"java.lang.IllegalStateException: broken\\nhere\"")
        .contains("caused by java.lang.IllegalArgumentException: why")
        .contains("LogTest.an_exception_is_one_line");
  }

  @Test
  void a_million_hostile_requests_leave_some_lines_and_a_count() {
    for (int i = 0; i < 1_000_000; i++) {
      if (i % 1_000 == 0) {
        boot.advanceMillis(100);
      }
      portal.warning("bad code");
    }
    gate.warning("quiet neighbour");
    assertThat(lines()).hasSizeLessThan(100).last().asString().contains("quiet neighbour");
    handler.flush();
    long written = lines().stream().filter(line -> line.contains("bad code")).count();
    long suppressed =
        lines().stream()
            .filter(line -> line.contains(" suppressed="))
            .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('=') + 1)))
            .sum();
    assertThat(written).isGreaterThanOrEqualTo(LogAllowance.BURST);
    assertThat(written + suppressed).isEqualTo(1_000_000);
  }

  @Test
  void the_count_is_told_by_whoever_logs_next() {
    for (int i = 0; i < 50; i++) {
      portal.warning("bad code");
    }
    boot.advanceSeconds(61);
    gate.info("all well");
    assertThat(lines().get(lines().size() - 2))
        .contains("suppressed=20")
        .contains("io.gatehouse.portal.test.Pages");
  }
}
