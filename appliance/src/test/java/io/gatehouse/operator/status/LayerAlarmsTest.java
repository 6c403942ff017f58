package io.gatehouse.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerAlarmsTest {
  @TempDir private Path disk;

  private LayerAlarms alarms() {
    return new LayerAlarms(disk.resolve("alarms"), disk.resolve("own"));
  }

  /** Has the very script of the initramfs write it. */
  private void write(String name, String sentence) {
    Path layers = Path.of("../overlay/layers").toAbsolutePath().normalize();
    new Command(
            Duration.ofSeconds(10),
            List.of(
                "sh",
                "-c",
                "GATEHOUSE_DISK=$1; . \"$2\"; alarm \"$3\" \"$4\"",
                "sh",
                disk.toString(),
                layers.toString(),
                name,
                sentence))
        .must();
  }

  @Test
  void a_box_without_layers_has_no_alarms() {
    assertThat(alarms().sentences()).isEmpty();
    assertThat(alarms().ledgerLost()).isFalse();
  }

  @Test
  void what_the_start_found_is_told_sentence_by_sentence() {
    write("upper", "the changes of the system were set aside");
    write("full-ledger", "the file system of the ledger is full");

    assertThat(alarms().sentences())
        .containsExactly(
            "the file system of the ledger is full", "the changes of the system were set aside");
    assertThat(alarms().ledgerLost()).as("full is not lost").isFalse();
  }

  @Test
  void what_the_program_found_is_told_after_it() throws IOException {
    write("upper", "the changes of the system were set aside");
    Files.createDirectories(disk.resolve("own"));
    Files.writeString(disk.resolve("own/ledger"), "the ledger is damaged\n");

    assertThat(alarms().sentences())
        .containsExactly("the changes of the system were set aside", "the ledger is damaged");
    assertThat(alarms().ledgerLost()).isTrue();
  }

  @Test
  void a_ledger_that_cannot_be_used_is_safe_mode() throws IOException {
    write("ledger", "the ledger's file system cannot be mended");

    assertThat(alarms().ledgerLost()).isTrue();
    assertThat(Files.readString(disk.resolve("alarms/ledger"))).isNotBlank();
  }
}
