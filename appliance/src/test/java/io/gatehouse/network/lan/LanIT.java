package io.gatehouse.network.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.LabOptions;
import io.gatehouse.lab.net.Internet;
import io.gatehouse.lab.net.LeaseSeen;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.template.ConfigTemplates;
import io.gatehouse.platform.units.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both name servers as units of a lab's box, seen from a guest and an installer. */
class LanIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static Lab lab;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.up(LabOptions.guests(2));
    Parsed parsed =
        SettingsJson.read(
            """
            {"garden": {"names": ["garden.example.test", "deep.www.example.test"]}}
            """);
    Settings settings = ((Parsed.Ok) parsed).settings();
    Path root = lab.box().etc().getParent();
    for (Map.Entry<String, String> file :
        new LanFiles(new ConfigTemplates()).render(settings).entrySet()) {
      Files.writeString(
          root.resolve(file.getKey().replace("etc/gatehouse/", "etc/")), file.getValue());
    }
    lab.run("box", LIMIT, "ipset", "create", "garden", "hash:ip", "timeout", "300").must();
    lab.box().startUnits(List.of(UnitName.DNSMASQ_LAN, UnitName.DNSMASQ_GATE));
    // The units bring the firewall along, closed as nothing is rendered: it is not the matter here.
    lab.run("box", LIMIT, "nft", "flush", "ruleset").must();
  }

  @AfterAll
  static void end() {
    lab.close();
  }

  @Test
  void a_guest_has_a_short_lease_and_a_device_on_the_list_a_long_one() throws IOException {
    LeaseSeen before = lab.lease("g1", "my-phone");
    assertThat(before.seconds()).isEqualTo(600);
    assertThat(before.router()).isEqualTo("10.20.0.1");
    assertThat(before.portal()).isEmpty();
    Mac mac = lab.mac("g1");
    Leases leases = new Leases(lab.file("box/dnsmasq/lan.leases"));
    assertThat(leases.of(before.ip()).map(Lease::mac)).contains(mac);
    assertThat(leases.of(before.ip()).map(Lease::hostname)).contains("my-phone");

    // The edge's user writes this file on a box; here the folder is reached as root.
    Path list = lab.inside("/run/gatehouse-dhcp/paid");
    new LongLeases(list).keep(List.of(mac), 28_800);
    lab.run("box", LIMIT, "chown", "gatehouse:gatehouse-dns", "/run/gatehouse-dhcp/paid").must();
    lab.box().units().reload(UnitName.DNSMASQ_LAN);

    assertThat(lab.renew("g1").seconds()).isEqualTo(28_800);
    assertThat(lab.renew("g1").ip()).isEqualTo(before.ip());
  }

  @Test
  void an_installer_is_told_local_names_and_a_day() {
    LeaseSeen lease = lab.lease("mgmt", "laptop");

    assertThat(lease.seconds()).isEqualTo(86_400);
    assertThat(lease.domain()).isEqualTo("local");
    assertThat(lease.ip().toString()).startsWith("192.168.4.");
    assertThat(ask("mgmt", "192.168.4.1", "device.local")).isEqualTo("192.168.4.1");
    assertThat(ask("mgmt", "192.168.4.1", "gatehouse.lan")).isEqualTo("192.168.4.1");
    assertThat(ask("mgmt", "192.168.4.1", "www.example.test")).isEqualTo(Internet.WEB);
  }

  @Test
  void an_installer_finds_the_box_by_multicast_and_a_guest_does_not() {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/avahi-daemon")), "no avahi-daemon here");
    lab.box().units().start(UnitName.MDNS);
    String installer = lab.lease("mgmt", "laptop").ip().toString();
    String guest = lab.lease("g1").toString();

    Waiting.until(LIMIT, "device.local", () -> multicast("mgmt", installer).endsWith("c0a80401"));
    assertThat(multicast("g1", guest)).isEmpty();
  }

  /** Asks the group for device.local's address; what comes back, in hex. */
  private static String multicast(String node, String from) {
    lab.run(node, LIMIT, "ip", "route", "replace", "224.0.0.0/4", "dev", "eth0").must();
    return lab.run(
            node,
            LIMIT,
            "sh",
            "-c",
            "printf '\\0\\1\\0\\0\\0\\1\\0\\0\\0\\0\\0\\0\\6device\\5local\\0\\0\\1\\0\\1'"
                + " | socat -t 1 - UDP4-DATAGRAM:224.0.0.251:5353,bind=\"$0\""
                + " | od -An -tx1 | tr -d ' \\n'",
            from)
        .must();
  }

  @Test
  void a_guest_finds_the_portal_under_its_name_and_not_the_console() {
    lab.lease("g1", "wpad");

    assertThat(ask("g1", "10.20.0.1", "portal.gatehouse.lan")).isEqualTo("10.20.0.1");
    assertThat(ask("g1", "10.20.0.1", "device.local")).isEqualTo("10.20.0.1");
    assertThat(ask("g1", "10.20.0.1", "wpad")).as("a guest's own name").isEmpty();
    assertThat(ask("g1", "10.20.0.1", "wpad.local")).isEmpty();
  }

  @Test
  void before_login_every_name_is_the_portal_and_only_garden_names_go_outside() {
    lab.lease("g2");

    assertThat(askGate("any.thing.test", "A")).isEqualTo("10.20.0.1");
    assertThat(askGate("www.example.test", "A")).isEqualTo("10.20.0.1");
    assertThat(askGate("tunnel.example.test", "TXT")).isEmpty();
    assertThat(askGate("garden.example.test", "A")).isEqualTo(Internet.GARDEN);
    assertThat(askGate("deep.www.example.test", "A")).isEqualTo(Internet.WEB);
    assertThat(askGate("data.garden.example.test", "A")).isEqualTo("10.20.0.1");
    assertThat(askGate("data.garden.example.test", "TXT")).isEmpty();
    assertThat(lab.run("box", LIMIT, "ipset", "list", "garden").must()).contains(Internet.GARDEN);

    String seenOutside = lab.run("internet", LIMIT, "cat", "/run/lab/internet/dns.log").must();
    assertThat(seenOutside).contains("query[A] garden.example.test");
    assertThat(seenOutside)
        .doesNotContain("any.thing.test")
        .doesNotContain("tunnel.example.test from 203")
        .doesNotContain("data.garden");
  }

  @Test
  void the_portal_is_found_while_the_line_is_down() {
    lab.lease("g2");
    lab.run("box", LIMIT, "ip", "link", "set", "wan", "down").must();
    try {
      assertThat(askGate("captive.apple.com", "A")).isEqualTo("10.20.0.1");
    } finally {
      lab.run("box", LIMIT, "ip", "link", "set", "wan", "up").must();
      lab.box().uplink();
    }
    Waiting.until(
        LIMIT,
        "names from outside",
        () -> ask("g2", "10.20.0.1", "www.example.test").equals(Internet.WEB));
  }

  private static String ask(String node, String server, String name) {
    return lab.run(node, LIMIT, "dig", "+short", "+time=2", "+tries=1", "@" + server, name)
        .must()
        .strip();
  }

  private static String askGate(String name, String type) {
    return lab.run(
            "g2",
            LIMIT,
            "dig",
            "+short",
            "+time=2",
            "+tries=2",
            "-p",
            "10053",
            "@10.20.0.1",
            name,
            type)
        .out()
        .strip();
  }
}
