package io.gatehouse.warden.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that ends changes, with nothing but the machine's own tools around it. */
class RolloutScriptTest {
  private static final String SCRIPT =
      Path.of("../system-files/usr/lib/gatehouse/rollout").toAbsolutePath().toString();
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path dir;
  private Path home;
  private Path etc;

  @BeforeEach
  void a_change_of_two_files_and_a_new_third() throws IOException {
    home = Files.createDirectories(dir.resolve("rollout"));
    etc = Files.createDirectories(dir.resolve("etc/firewall")).getParent();
    Files.createDirectories(home.resolve("a/firewall"));
    Files.createDirectories(home.resolve("b/firewall"));
    Files.createSymbolicLink(home.resolve("good"), Path.of("a"));
    file("a/firewall/rules.v4", "old rules");
    file("a/dnsmasq-lan.conf", "old names");
    file("b/firewall/rules.v4", "new rules");
    file("b/dnsmasq-lan.conf", "new names");
    file("b/hostapd.conf", "new radio");
    Files.writeString(etc.resolve("firewall/rules.v4"), "new rules");
    // The cut came before the second rename.
    Files.writeString(etc.resolve("dnsmasq-lan.conf"), "old names");
    Files.writeString(etc.resolve("hostapd.conf"), "new radio");
    Path systemctl = dir.resolve("systemctl");
    Files.writeString(systemctl, "#!/bin/sh\necho \"$@\" >> " + dir.resolve("asked") + "\n");
    Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void file(String path, String text) throws IOException {
    Files.writeString(home.resolve(path), text);
  }

  private void marker(String boot, long deadline) throws IOException {
    file(
        "marker",
        "revision 42\nboot "
            + boot
            + "\ndeadline "
            + deadline
            + "\ntree b\nfile firewall/rules.v4\nfile dnsmasq-lan.conf\nfile hostapd.conf\n"
            + "file ../../passwd\nunit gatehouse-firewall\nunit gatehouse-dnsmasq@lan\n");
  }

  private static String thisBoot() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }

  private int script(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("env"));
    argv.add("PATH=" + dir + ":/usr/sbin:/usr/bin:/sbin:/bin");
    argv.add("GATEHOUSE_ROLLOUT=" + home);
    argv.add("GATEHOUSE_ETC=" + etc);
    argv.add(SCRIPT);
    argv.addAll(List.of(arguments));
    return new Command(LIMIT, argv).run().exit();
  }

  private void assertOld() {
    assertThat(etc.resolve("firewall/rules.v4")).hasContent("old rules");
    assertThat(etc.resolve("dnsmasq-lan.conf")).hasContent("old names");
    assertThat(etc.resolve("hostapd.conf")).doesNotExist();
    assertThat(home.resolve("marker")).doesNotExist();
  }

  @Test
  void at_the_next_boot_the_good_files_are_back_and_no_unit_is_restarted() throws IOException {
    marker("another-boot", 1_000_000_000_000L);

    assertThat(script("due")).isZero();

    assertOld();
    assertThat(home.resolve("outcome")).hasContent("42 reverted power");
    assertThat(dir.resolve("asked")).doesNotExist();
  }

  @Test
  void after_the_deadline_the_units_of_the_change_are_restarted() throws IOException {
    marker(thisBoot(), 0);

    assertThat(script("due")).isZero();

    assertOld();
    assertThat(home.resolve("outcome")).hasContent("42 reverted deadline");
    assertThat(dir.resolve("asked"))
        .hasContent("--no-block restart gatehouse-firewall gatehouse-dnsmasq@lan");
  }

  @Test
  void before_the_deadline_nothing_happens() throws IOException {
    marker(thisBoot(), 1_000_000_000_000L);

    assertThat(script("due")).isZero();

    assertThat(etc.resolve("firewall/rules.v4")).hasContent("new rules");
    assertThat(home.resolve("marker")).exists();
  }

  @Test
  void a_confirmed_change_is_what_later_ones_fall_back_to() throws IOException {
    marker(thisBoot(), 1_000_000_000_000L);

    assertThat(script("confirm", "41")).isEqualTo(3);
    assertThat(script("confirm", "42")).isZero();

    assertThat(Files.readSymbolicLink(home.resolve("good"))).isEqualTo(Path.of("b"));
    assertThat(home.resolve("outcome")).hasContent("42 confirmed");
    assertThat(script("revert", "42", "operator")).isEqualTo(3);
  }

  @Test
  void a_cut_between_the_confirmation_and_its_note_ends_as_confirmed() throws IOException {
    marker("another-boot", 0);
    Files.delete(home.resolve("good"));
    Files.createSymbolicLink(home.resolve("good"), Path.of("b"));

    assertThat(script("due")).isZero();

    assertThat(home.resolve("outcome")).hasContent("42 confirmed");
    assertThat(etc.resolve("firewall/rules.v4")).hasContent("new rules");
  }

  @Test
  void a_confirmation_after_the_deadline_is_refused() throws IOException {
    marker(thisBoot(), 0);

    assertThat(script("confirm", "42")).isEqualTo(3);

    assertThat(home.resolve("marker")).exists();
  }

  @Test
  void a_marker_that_was_cut_off_harms_nothing() throws IOException {
    file("marker", "");

    assertThat(script("due")).isZero();

    assertThat(home.resolve("marker")).doesNotExist();
    assertThat(etc.resolve("dnsmasq-lan.conf")).hasContent("old names");
  }

  @Test
  void taking_back_twice_changes_nothing_more() throws IOException {
    marker(thisBoot(), 0);
    script("due");
    marker(thisBoot(), 0);

    assertThat(script("revert", "42", "operator")).isZero();

    assertOld();
  }
}
