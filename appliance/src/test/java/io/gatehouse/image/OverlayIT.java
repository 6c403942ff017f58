package io.gatehouse.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.image.LayeredDisk.Start;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers of the root and the levels of a reset, on real file systems, cut at each step. */
@Tag("image")
class OverlayIT {
  private static final String CHANGE =
      """
      echo changed >/etc/site; cd /var/lib/gatehouse
      echo sold >gatehouse.db; echo TOPSECRET >keys; echo {} >settings.json
      """;

  private static final String LOOK =
      """
      cd /var/lib/gatehouse
      cat /etc/factory /etc/site gatehouse.db settings.json; ls reset; true
      """;

  @TempDir Path folder;
  private LayeredDisk disk;

  @BeforeEach
  void make() {
    disk = new LayeredDisk(folder);
  }

  @AfterEach
  void take() {
    disk.close();
  }

  private static String order(String level) {
    String folder = "/var/lib/gatehouse/reset";
    return "mkdir -p " + folder + "; echo level=" + level + " >" + folder + "/order; sync;";
  }

  private Start ok(Start start) {
    assertThat(start.exit()).as(start.out() + start.err()).isZero();
    return start;
  }

  @Test
  void changes_and_ledger_outlive_the_power() {
    ok(disk.start(CHANGE));

    Start next = ok(disk.start(LOOK));

    assertThat(next.out()).contains("factory\nchanged\nsold\n{}").doesNotContain("alarm");
  }

  @Test
  void a_file_system_that_was_not_unmounted_is_mended() {
    assertThat(disk.start(CHANGE + "sync", Map.of("DIRTY", "1")).cut()).isTrue();

    assertThat(ok(disk.start(LOOK)).out()).contains("changed\nsold").doesNotContain("alarm");
  }

  @Test
  void changes_with_which_nothing_starts_are_set_aside_with_an_alarm_and_the_ledger_stays() {
    ok(
        disk.start(
            CHANGE + "echo broken >/bin/busybox.new; mv /bin/busybox.new /bin/busybox; exit 0"));

    Start next = ok(disk.start(LOOK));

    assertThat(next.out())
        .contains("factory\nsold")
        .doesNotContain("changed")
        .contains("alarm upper: the changes of the system were set aside");
    assertThat(ok(disk.start(LOOK)).out()).doesNotContain("alarm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"system", "ledger"})
  void a_destroyed_file_system_is_left_as_it_is_and_the_box_starts(String name) throws IOException {
    ok(disk.start(CHANGE));
    try (RandomAccessFile image = new RandomAccessFile(disk.image(name).toFile(), "rw")) {
      image.write(new byte[(int) image.length()]);
    }

    Start next = ok(disk.start(LOOK));

    assertThat(next.out())
        .contains("factory")
        .contains("alarm " + name + ":")
        .contains("nothing was deleted");
  }

  @Test
  void a_full_ledger_starts_with_an_alarm() {
    ok(disk.start(CHANGE));
    disk.start("while cat /bin/busybox >>/var/lib/gatehouse/fill; do :; done; sync");

    assertThat(ok(disk.start(LOOK)).out()).contains("sold").contains("alarm full-ledger");
  }

  @Test
  void the_boot_menu_can_leave_the_changes_out_for_one_start() {
    ok(disk.start(CHANGE));

    assertThat(ok(disk.start(LOOK, Map.of("MODE", "plain"))).out())
        .contains("sold")
        .doesNotContain("changed");
    assertThat(ok(disk.start(LOOK)).out()).contains("changed");
  }

  @Test
  void a_reset_of_the_settings_keeps_what_was_sold() {
    ok(disk.start(CHANGE + order("settings")));

    assertThat(ok(disk.start(LOOK)).out())
        .contains("factory\nsold")
        .doesNotContain("changed")
        .doesNotContain("{}")
        .contains("files");
  }

  @Test
  void a_reset_of_everything_leaves_no_secret_on_the_device() {
    ok(disk.start(CHANGE + order("everything")));
    assertThat(disk.holds("TOPSECRET")).as("control: it was there").isTrue();

    Start next = ok(disk.start(LOOK));

    assertThat(next.out()).contains("factory").doesNotContain("sold").contains("files");
    assertThat(disk.holds("TOPSECRET")).isFalse();
    assertThat(disk.holds("sold")).isFalse();
  }

  @Test
  void five_starts_in_a_row_reset_the_settings_and_a_long_one_between_them_does_not() {
    ok(disk.start(CHANGE + "rm -f /var/lib/gatehouse/reset/cycles"));
    for (int start = 0; start < 3; start++) {
      assertThat(ok(disk.start(LOOK)).out()).contains("changed");
    }
    ok(disk.start("rm /var/lib/gatehouse/reset/cycles"));
    for (int start = 0; start < 4; start++) {
      assertThat(ok(disk.start(LOOK)).out()).as("after a long one").contains("changed");
    }

    assertThat(ok(disk.start(LOOK)).out()).doesNotContain("changed").contains("sold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"settings", "identity", "everything"})
  void a_reset_that_is_cut_anywhere_is_finished_at_the_next_start(String level) throws IOException {
    int moments = 0;
    for (int moment = 1; ; moment++) {
      take();
      LayeredDisk.must("rm", "-rf", folder.toString() + "/cut");
      Files.createDirectories(folder.resolve("cut"));
      disk = new LayeredDisk(folder.resolve("cut"));
      ok(disk.start(CHANGE + "echo left >/etc/left;" + order(level)));

      Start cut = disk.start("true", Map.of("CUT", moment + ""));
      if (!cut.cut()) {
        break;
      }
      moments++;
      Start next = ok(disk.start(LOOK));

      assertThat(next.out())
          .as(level + " cut at moment " + moment + "\n" + cut.err() + "\n" + next.err())
          .contains("factory")
          .contains("files")
          .doesNotContain("changed")
          .doesNotContain("{}")
          .doesNotContain("alarm");
      if (level.equals("everything")) {
        assertThat(disk.holds("TOPSECRET")).isFalse();
      } else {
        assertThat(next.out()).contains("sold");
      }
    }
    assertThat(moments).isGreaterThan(5);
    System.out.printf("reset of %s: cut at %d moments%n", level, moments);
  }

  @Test
  void an_order_that_cannot_be_read_changes_nothing_and_says_so() {
    ok(disk.start(CHANGE + order("nonsense")));

    assertThat(ok(disk.start(LOOK)).out()).contains("changed\nsold\n{}").contains("alarm reset");
  }
}
