package io.gatehouse.radius.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusSecret;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.process.Command;
import io.gatehouse.radius.datagram.Datagrams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy between programs of others: radclient, eapol_test, and FreeRADIUS on both sides. */
class InteropIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int UPSTREAM = 24_812;
  private static final int BOX = 24_912;
  private static final int DOWNSTREAM = 24_712;
  private static final String UP_SECRET = "between-box-and-upstream";
  private static final String ROUTER_SECRET = "between-router-and-proxy";

  @TempDir Path folder;

  private FreeRadius upstream;
  private Datagrams box;

  @BeforeEach
  void start() throws IOException {
    for (String tool : List.of("sbin/freeradius", "bin/radclient", "bin/eapol_test")) {
      assumeTrue(Files.isExecutable(Path.of("/usr", tool)), "no " + tool + " here");
    }
    upstream =
        FreeRadius.server(Files.createDirectory(folder.resolve("upstream")), UPSTREAM, UP_SECRET);
    Radius settings =
        new Radius(
            BOX,
            BOX + 1,
            List.of(ProxyRig.nas(0, true)),
            List.of(
                new Radius.Upstream(
                    "freeradius",
                    Ipv4.of("127.0.0.1"),
                    UPSTREAM,
                    UPSTREAM + 1,
                    new RadiusSecret(UP_SECRET),
                    true,
                    false,
                    false)),
            List.of(new Radius.Pool("p", List.of("freeradius"), Radius.Order.FAILOVER, 2_000)),
            List.of(
                new Radius.Route(
                    "",
                    "",
                    "",
                    "p",
                    Radius.Accounting.TRANSPARENT,
                    Radius.Outage.CLOSED,
                    3_600,
                    false,
                    List.of(),
                    List.of())),
            "",
            "",
            0);
    box =
        new Datagrams(
            settings, Ipv4.of("127.0.0.1"), (a, answer) -> answer.give(null), new Counts());
  }

  @AfterEach
  void stop() {
    if (box != null) {
      box.close();
    }
    if (upstream != null) {
      upstream.close();
    }
  }

  @Test
  void radclient_logs_in_by_every_method_and_accounts() {
    for (String password : List.of("User-Password", "CHAP-Password", "MS-CHAP-Password")) {
      String asked = "User-Name=ada," + password + "=\"secret word\",Message-Authenticator=0x00";
      String said = radclient(BOX, "auth", TestNas.SECRET, asked);
      assertThat(said)
          .as(password)
          .contains("Received Access-Accept")
          .contains("Reply-Message = \"hello ada\"")
          .contains("Tunnel-Password:1 = \"of a tunnel\"");
    }
    String wrong = "User-Name=ada,User-Password=wrong,Message-Authenticator=0x00";
    assertThat(radclient(BOX, "auth", TestNas.SECRET, wrong)).contains("Received Access-Reject");
    String start =
        "User-Name=ada,Acct-Status-Type=Start,Acct-Session-Id=s1,NAS-IP-Address=127.0.0.1";
    assertThat(radclient(BOX + 1, "acct", TestNas.SECRET, start))
        .contains("Received Accounting-Response");
    assertThat(radclient(BOX, "status", TestNas.SECRET, "Message-Authenticator=0x00"))
        .contains("Received Access-Accept");
  }

  @Test
  void freeradius_asks_the_box_for_a_router_behind_it() throws IOException {
    Path there = Files.createDirectory(folder.resolve("downstream"));
    try (FreeRadius downstream =
        FreeRadius.proxy(there, DOWNSTREAM, ROUTER_SECRET, BOX, TestNas.SECRET)) {
      String asked = "User-Name=ada,User-Password=\"secret word\",Message-Authenticator=0x00";
      assertThat(radclient(DOWNSTREAM, "auth", ROUTER_SECRET, asked))
          .as("through %s", downstream)
          .contains("Received Access-Accept")
          .contains("Tunnel-Password:1 = \"of a tunnel\"");
    }
    assertThat(box.counts().of(Counts.Event.REPLIES)).isPositive();
  }

  @Test
  void eapol_test_gets_its_keys_through_two_secrets() throws IOException {
    Path network = folder.resolve("peap.conf");
    Files.writeString(
        network,
        """
        network={
          key_mgmt=WPA-EAP
          eap=PEAP
          identity="ada"
          password="secret word"
          phase2="auth=MSCHAPV2"
        }
        """);
    Command.Outcome outcome =
        new Command(
                LIMIT,
                List.of(
                    "eapol_test",
                    "-c",
                    network.toString(),
                    "-a",
                    "127.0.0.1",
                    "-p",
                    "" + BOX,
                    "-s",
                    TestNas.SECRET,
                    "-t",
                    "20"))
            .run();
    // It compares the keys of MS-MPPE-*-Key with those of its own end of the tunnel.
    assertThat(outcome.out())
        .as(upstream.said())
        .contains("MPPE keys OK: 1  mismatch: 0")
        .endsWith("SUCCESS\n");
    assertThat(outcome.exit()).isZero();
  }

  private static String radclient(int port, String kind, String secret, String attributes) {
    Command.Outcome outcome =
        new Command(
                LIMIT,
                List.of("radclient", "-x", "-t", "5", "-r", "2", "127.0.0.1:" + port, kind, secret))
            .run(attributes + "\n");
    return outcome.out() + outcome.err();
  }
}
