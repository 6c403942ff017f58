package io.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.process.Command;
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
