package io.gatehouse.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The package, built twice, and its life in a Debian trixie: install, upgrade, remove, purge. */
@Tag("image")
class PackageIT {
  private static final Duration BUILD = Duration.ofMinutes(15);
  private static final long LIMIT_BYTES = 70L << 20;
  private static final String INSTALL = "dpkg -i /srv/given/gatehouse.deb";

  /** An edge of the installed program on the box's own data, as its unit would start it. */
  private static final String EDGE =
      """
      ip link set lo up; sysctl -q -w net.ipv4.ip_unprivileged_port_start=0
      /usr/lib/gatehouse/addresses
      mkdir -p /run/gatehouse /run/gatehouse-dhcp; chown gatehouse /run/gatehouse /run/gatehouse-dhcp
      setpriv --reuid gatehouse --regid gatehouse --clear-groups /usr/lib/gatehouse/bin/gatehouse edge \
        >/srv/given/edge.log 2>&1 &
      edge=$!
      status() { runuser -u gatehouse -- gatehouse status --json; }
      for attempt in $(seq 60); do status >/dev/null 2>&1 && break; sleep 1; done
      status >/dev/null || { tail -20 /srv/given/edge.log; exit 9; }
      """;

  /** The same program under the next version's number, with one more file. */
  private static final String NEXT =
      """
      dpkg-deb -R /srv/given/gatehouse.deb /tmp/next
      sed -i 's/^Version: .*/Version: 0.1.1/' /tmp/next/DEBIAN/control
      echo next >/tmp/next/usr/lib/gatehouse/next
      dpkg-deb -Zgzip -z1 -b /tmp/next /srv/given/next.deb
      rm -rf /tmp/next
      """;

  private static Path deb;

  @BeforeAll
  static void build() throws IOException {
    deb = packed("one");
  }

  private static Path packed(String name) throws IOException {
    Path out = TrixieRoot.TARGET.resolve("deb-" + name);
    Files.createDirectories(out);
    String printed =
        new Command(
                BUILD,
                List.of(
                    Path.of("../image-build/deb").toAbsolutePath().normalize().toString(),
                    "--out",
                    out.toString()))
            .must()
            .out()
            .strip();
    return Path.of(printed.substring(printed.lastIndexOf('\n') + 1));
  }

  private static TrixieRoot root(String name) throws IOException {
    TrixieRoot root = TrixieRoot.of(name);
    Files.copy(deb, root.given().resolve("gatehouse.deb"), StandardCopyOption.REPLACE_EXISTING);
    return root;
  }

  private static String must(Command.Outcome outcome) {
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
    return outcome.out();
  }

  @Test
  void two_builds_are_the_same_bytes_and_small_enough() throws IOException {
    Path other = packed("two");

    assertThat(Files.mismatch(deb, other)).isEqualTo(-1);
    assertThat(Files.size(deb)).isLessThan(LIMIT_BYTES);
    System.out.printf("package: %.1f MB%n", Files.size(deb) / 1e6);
  }

  @Test
  void lintian_finds_no_error() {
    Command.Outcome outcome =
        new Command(BUILD, List.of("lintian", "--fail-on", "error", deb.toString())).run();

    assertThat(outcome.out().lines().filter(line -> line.startsWith("E:"))).isEmpty();
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  @Test
  void an_installed_box_has_users_enabled_units_that_systemd_takes_and_words() throws IOException {
    try (TrixieRoot root = root("install")) {
      must(root.run(INSTALL));

      assertThat(
              must(
                  root.run(
                      "systemd-analyze verify --man=no /usr/lib/systemd/system/gatehouse-*.service"
                          + " /usr/lib/systemd/system/gatehouse-*.timer 2>&1")))
          .isEmpty();
      assertThat(must(root.run("ls /etc/systemd/system/*.wants")))
          .contains(
              "gatehouse-firewall.service",
              "gatehouse-edge.service",
              "gatehouse-dnsmasq@lan.service",
              "gatehouse-dnsmasq@gate.service",
              "gatehouse-revert.timer")
          .doesNotContain("gatehouse-hub");
      assertThat(must(root.run("gatehouse label; id gatehouse-dns; man -w gatehouse || true")))
          .contains("https://192.168.4.1/");
      assertThat(must(root.run("dpkg --verify gatehouse"))).isEmpty();
    }
  }

  @Test
  void a_machine_that_cannot_be_a_box_gets_reasons_and_no_files() throws IOException {
    try (TrixieRoot root = root("preflight")) {
      Command.Outcome refused =
          root.run(
              """
              mkdir -p /tmp/poor/etc /tmp/poor/proc /tmp/poor/usr /tmp/poor/var
              printf 'PRETTY_NAME="Fedora Linux 43"\\nID=fedora\\nVERSION_ID=43\\n' >/tmp/poor/etc/os-release
              echo 'MemTotal: 200000 kB' >/tmp/poor/proc/meminfo
              GATEHOUSE_PREFLIGHT_ROOT=/tmp/poor dpkg -i /srv/given/gatehouse.deb
              """);

      assertThat(refused.exit()).isNotZero();
      assertThat(refused.out())
          .contains("must: this is Fedora Linux 43; the box runs on Ubuntu 24.04 or newer")
          .contains("must: 195 MB of memory are too little")
          .contains("note: no Wi-Fi radio");
      assertThat(root.run("test ! -e /usr/lib/gatehouse && test ! -e /usr/bin/gatehouse").exit())
          .isZero();
      must(root.run(INSTALL));
    }
  }

  @Test
  void an_upgrade_that_fails_leaves_the_old_program_running_and_one_that_works_keeps_the_ledger()
      throws IOException {
    try (TrixieRoot root = root("upgrade")) {
      must(root.run(INSTALL));
      must(root.run(NEXT));
      Command.Outcome outcome =
          root.run(
              EDGE
                  + """
                  ledger=/var/lib/gatehouse/gatehouse.db
                  name=$(sqlite3 $ledger 'select name from box')
                  sqlite3 $ledger "insert into migration values (999, 'tomorrow')"
                  if dpkg -i /srv/given/next.deb 2>&1; then echo "not refused"; exit 1; fi
                  test ! -e /usr/lib/gatehouse/next || { echo "the new program was left"; exit 2; }
                  kill -0 $edge && status >/dev/null || { echo "the old program ended"; exit 3; }
                  sqlite3 $ledger 'delete from migration where version = 999'
                  dpkg -i /srv/given/next.deb 2>&1 || exit 4
                  test -e /usr/lib/gatehouse/next || exit 5
                  test "$(sqlite3 $ledger 'select name from box')" = "$name" || exit 6
                  test -e /var/lib/gatehouse/before-upgrade/gatehouse.db || exit 7
                  test ! -e /usr/lib/gatehouse.before || exit 8
                  kill $edge; wait $edge; echo "all of it"
                  """);

      assertThat(must(outcome))
          .contains("written by a newer program")
          .contains("cannot take over the ledger of version")
          .contains("the program before this one is put back")
          .contains("all of it");
    }
  }

  @Test
  void an_older_ledger_is_taken_over() throws IOException {
    try (TrixieRoot root = root("older")) {
      must(root.run(INSTALL));
      must(root.run(NEXT));
      Files.copy(
          Path.of("src/main/resources/io/gatehouse/platform/store/migrations/001_box.sql"),
          root.given().resolve("001.sql"));
      must(
          root.run(
              """
              ledger=/var/lib/gatehouse/gatehouse.db
              sqlite3 $ledger 'create table migration (version integer primary key, name text not null)'
              sqlite3 $ledger </srv/given/001.sql
              sqlite3 $ledger "insert into migration values (1, 'box'); insert into box (id, name) values (1, 'OLDBOX')"
              chown gatehouse: $ledger
              """));

      must(root.run("dpkg -i /srv/given/next.deb 2>&1"));
      String after =
          must(
              root.run(
                  EDGE
                      + "kill $edge; wait $edge;"
                      + "sqlite3 /var/lib/gatehouse/gatehouse.db 'select name from box;"
                      + " select max(version) > 1 from migration'"));

      assertThat(after).contains("OLDBOX\n1");
    }
  }

  @Test
  void removing_keeps_what_the_box_knows_and_purging_leaves_nothing() throws IOException {
    try (TrixieRoot root = root("remove")) {
      must(root.run("find / -xdev -name '*gatehouse*' | sort >/root/before"));
      must(root.run(INSTALL));
      must(root.run(EDGE + "kill $edge; wait $edge; true"));

      must(root.run("dpkg -r gatehouse"));
      assertThat(root.run("test -e /var/lib/gatehouse/gatehouse.db").exit()).isZero();
      assertThat(root.run("test ! -e /usr/lib/gatehouse").exit()).isZero();

      must(root.run("dpkg -P gatehouse"));
      assertThat(
              must(
                  root.run(
                      "find / -xdev -path /srv -prune -o -name '*gatehouse*' -print | sort |"
                          + " grep -v -x -F -f /root/before; true")))
          .isEmpty();
    }
  }

  @Test
  void a_reset_of_a_box_without_an_overlay_takes_its_settings_and_keeps_its_name()
      throws IOException {
    try (TrixieRoot root = root("reset")) {
      must(root.run(INSTALL));
      String before =
          must(
              root.run(
                  EDGE
                      + """
                      kill $edge; wait $edge; touch /etc/gatehouse/hostapd.conf
                      gatehouse system-reset settings --confirm >&2
                      sqlite3 /var/lib/gatehouse/gatehouse.db 'select name from box; select count(*) > 0 from operator'
                      """));
      assertThat(before).as("control: there is a login").endsWith("1\n");

      String after =
          must(
              root.run(
                  "/usr/lib/gatehouse/reset >&2; ls /etc/gatehouse/hostapd.conf;"
                      + EDGE
                      + """
                      kill $edge; wait $edge
                      sqlite3 /var/lib/gatehouse/gatehouse.db 'select name from box'
                      gatehouse system-reset
                      """));

      assertThat(after).startsWith(before.lines().findFirst().orElseThrow());
      assertThat(after).contains("verdict=clean", "level=settings", "changes=gone", "operator=1");
      assertThat(after).doesNotContain("hostapd.conf");
    }
  }

  @Test
  void the_cache_of_classes_saves_a_third_of_the_processor_time_up_to_the_first_page()
      throws IOException {
    try (TrixieRoot root = root("train")) {
      must(root.run(INSTALL));
      must(root.run("/usr/lib/gatehouse/train"));

      String measured = must(root.run("/usr/lib/gatehouse/train measure"));

      System.out.println("start: " + measured.strip());
      Matcher figures =
          Pattern.compile("without (\\d+) with (\\d+) classes (\\d+) others (\\d+)")
              .matcher(measured);
      assertThat(figures.find()).as(measured).isTrue();
      double ratio = Double.parseDouble(figures.group(2)) / Double.parseDouble(figures.group(1));
      assertThat(Integer.parseInt(figures.group(3))).isGreaterThan(5_000);
      assertThat(Integer.parseInt(figures.group(4)))
          .isLessThan(Integer.parseInt(figures.group(3)) / 5);
      assertThat(ratio).isLessThanOrEqualTo(0.7);
    }
  }
}
