package io.gatehouse.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Check;
import io.gatehouse.platform.health.Finding;
import io.gatehouse.warden.reply.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxChecksTest {
  @TempDir Path folder;

  @Test
  void a_dead_warden_is_told_and_leaves_the_box_ready() {
    Check check = BoxChecks.warden(verb -> new Reply.Unreachable("nobody at /run/x"));
    assertThat(check.look().get()).isEqualTo(Finding.bad("nobody at /run/x"));
    assertThat(check.vital()).isFalse();
    assertThat(BoxChecks.warden(verb -> new Reply.Done("")).look().get().ok()).isTrue();
  }

  @Test
  void a_clock_of_1970_is_not_trusted() {
    Instant build = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(BoxChecks.clock(new WallClock(() -> Instant.EPOCH, build)).look().get().ok())
        .isFalse();
    assertThat(BoxChecks.clock(new WallClock(() -> build, build)).look().get().ok()).isTrue();
  }

  @Test
  void leases_may_be_absent_but_their_folder_may_not() throws Exception {
    assertThat(BoxChecks.leases(folder.resolve("lan.leases")).look().get().ok()).isTrue();
    Files.writeString(folder.resolve("lan.leases"), "");
    assertThat(BoxChecks.leases(folder.resolve("lan.leases")).look().get().ok()).isTrue();
    assertThat(BoxChecks.leases(folder.resolve("gone/lan.leases")).look().get().ok()).isFalse();
  }

  @Test
  void the_gate_tells_what_went_wrong() {
    assertThat(BoxChecks.gate(() -> "").look().get().ok()).isTrue();
    assertThat(BoxChecks.gate(() -> "open did not end well").look().get().ok()).isFalse();
  }

  @Test
  void the_disk_tells_its_room() {
    assertThat(BoxChecks.disk(folder).look().get().detail()).contains("MiB free on " + folder);
  }
}
