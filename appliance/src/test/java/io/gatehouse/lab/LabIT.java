package io.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.lab.net.Internet;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.platform.units.UnitState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the lab promises to the tests that stand on it. */
class LabIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void a_guest_gets_a_lease_by_real_dhcp_and_two_labs_do_not_meet() {
    try (Lab one = Lab.up(LabOptions.guests(1));
        Lab two = Lab.up(LabOptions.guests(1))) {
      startPlainDhcp(one, "10.20.1.11");
      startPlainDhcp(two, "10.20.1.22");

      assertThat(one.lease("g1")).hasToString("10.20.1.11");
      assertThat(two.lease("g1")).hasToString("10.20.1.22");
      assertThat(one.run("g1", LIMIT, "ping", "-c1", "-W1", "10.20.0.1").ok()).isTrue();
      assertThat(one.run("g1", LIMIT, "ping", "-c1", "-W1", "10.20.1.22").ok()).isFalse();
    }
  }

  @Test
  void the_internet_answers_as_the_real_hosts_do() {
    try (Lab lab = Lab.up(LabOptions.guests(1))) {
      assertThat(lab.run("box", LIMIT, "curl", "-s", "http://www.example.test/").must())
          .startsWith("internet: www.example.test to 203.0.113.");
      assertThat(
              lab.run("box", LIMIT, "curl", "-s", "http://captive.apple.com/hotspot-detect.html")
                  .must())
          .contains("<TITLE>Success</TITLE>");
      assertThat(
              lab.run(
                      "box",
                      LIMIT,
                      "curl",
                      "-s",
                      "-o",
                      "/dev/null",
                      "-w",
                      "%{http_code}",
                      "http://connectivitycheck.gstatic.com/generate_204")
                  .must())
          .isEqualTo("204");
      assertThat(lab.run("box", LIMIT, "curl", "-sk", "https://www.example.test/").must())
          .startsWith("internet");
    }
  }

  @Test
  void a_forwarded_port_comes_out_on_the_node() {
    try (Lab lab = Lab.up(LabOptions.guests(1))) {
      int port = lab.forward("box", Internet.WEB, 80);

      assertThat(
              new Command(LIMIT, List.of("curl", "-s", "http://127.0.0.1:" + port + "/"))
                  .must()
                  .out())
          .startsWith("internet: 127.0.0.1 to 203.0.113.");
    }
  }

  @Test
  void a_killed_lab_leaves_no_process_and_the_next_one_takes_its_folder() throws Exception {
    Lab lab = Lab.up(LabOptions.guests(2));
    Process running = lab.start("g2", "sleep", "1000");
    long init = lab.initPid();
    String space = Files.readSymbolicLink(Path.of("/proc/" + init + "/ns/pid")).toString();
    assertThat(processesIn(space)).isGreaterThan(5);

    ProcessHandle.of(init).orElseThrow().destroyForcibly();

    Waiting.until(LIMIT, "the end of every process of the lab", () -> processesIn(space) == 0);
    assertThat(running.waitFor(5, TimeUnit.SECONDS)).isTrue();
    try (Lab next = Lab.up(LabOptions.guests(1))) {
      assertThat(lab.file("")).doesNotExist();
      assertThat(next.file("")).exists();
    }
  }

  @Test
  void the_box_runs_the_projects_own_unit_files_and_restarts_what_dies() throws Exception {
    try (Lab lab = Lab.up(LabOptions.guests(1))) {
      Files.writeString(
          lab.box().etc().resolve("dnsmasq-lan.conf"),
          """
          port=0
          interface=br-guest
          dhcp-range=10.20.1.1,10.20.1.9,10m
          dhcp-leasefile=/var/lib/gatehouse-dnsmasq/lan.leases
          """);
      lab.box().units().start(UnitName.DNSMASQ_LAN);
      assertThat(lab.box().units().state(UnitName.FIREWALL)).isEqualTo(UnitState.ACTIVE);
      lab.run("box", LIMIT, "nft", "flush", "ruleset").must();
      assertThat(lab.lease("g1").toString()).startsWith("10.20.1.");
      Path process = Path.of("/proc/" + lab.box().machinePid(UnitName.DNSMASQ_LAN));
      assertThat(Files.getOwner(process).getName()).isNotEqualTo("root");

      lab.box().kill(UnitName.DNSMASQ_LAN);

      Waiting.until(LIMIT, "a restart", () -> lab.box().starts(UnitName.DNSMASQ_LAN) == 2);
      lab.box().units().reload(UnitName.DNSMASQ_LAN);
      assertThat(lab.renew("g1").seconds()).isEqualTo(600);
    }
  }

  @Test
  void a_unit_that_will_not_start_says_why() throws Exception {
    try (Lab lab = Lab.up(LabOptions.guests(1))) {
      Files.writeString(lab.box().etc().resolve("dnsmasq-lan.conf"), "no-such-option\n");

      assertThatThrownBy(() -> lab.box().units().start(UnitName.DNSMASQ_LAN))
          .hasMessageContaining("bad option at line 1");
    }
  }

  @Test
  void a_reboot_forgets_the_kernels_state_and_keeps_the_data() throws Exception {
    try (Lab lab = Lab.up(LabOptions.guests(1))) {
      lab.run("box", LIMIT, "ipset", "create", "some", "hash:ip").must();
      lab.run("box", LIMIT, "iptables", "-P", "FORWARD", "DROP").must();
      String boot = lab.run("box", LIMIT, "cat", "/proc/sys/kernel/random/boot_id").must();
      Files.writeString(lab.box().data().resolve("kept"), "kept");

      lab.box().reboot();

      assertThat(lab.run("box", LIMIT, "ipset", "list", "-n").must()).isEmpty();
      assertThat(lab.run("box", LIMIT, "iptables", "-S", "FORWARD").must()).contains("ACCEPT");
      assertThat(lab.run("box", LIMIT, "cat", "/proc/sys/kernel/random/boot_id").must())
          .isNotEqualTo(boot);
      assertThat(lab.run("box", LIMIT, "cat", "/var/lib/gatehouse/kept").must()).isEqualTo("kept");
      assertThat(lab.run("box", LIMIT, "curl", "-s", "http://www.example.test/").must())
          .startsWith("internet");
    }
  }

  private static void startPlainDhcp(Lab lab, String only) {
    lab.start(
        "box",
        "dnsmasq",
        "--keep-in-foreground",
        "--conf-file=/dev/null",
        "--pid-file=",
        "--port=0",
        "--interface=br-guest",
        "--dhcp-leasefile=/run/lab/plain.leases",
        "--dhcp-range=" + only + "," + only + ",255.255.248.0,10m");
  }

  private static long processesIn(String space) {
    return ProcessHandle.allProcesses()
        .filter(
            p -> {
              try {
                return Files.readSymbolicLink(Path.of("/proc/" + p.pid() + "/ns/pid"))
                    .toString()
                    .equals(space);
              } catch (IOException gone) {
                return false;
              }
            })
        .count();
  }
}
