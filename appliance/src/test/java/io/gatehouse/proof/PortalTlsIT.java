package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.TestAuthority;
import io.gatehouse.lab.net.Run;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.HotspotExtension;
import io.gatehouse.proof.site.Outputs;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A box with a certificate that phones trust, before, while and after it holds it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PortalTlsIT {
  private static final String HOST = "wifi.hotel.example";
  private static final String API = "https://" + HOST + "/captive-portal/api";
  private static final Pattern OPEN = Pattern.compile("(\\d+)/open/tcp/");
  private static final Duration SCAN = Duration.ofMinutes(2);
  private static final Duration SOON = Duration.ofSeconds(40);

  @RegisterExtension
  static final HotspotExtension SITE =
      new HotspotExtension(
          4, Hotspot.QUICK.copy().put("portal", new JsonObject().put("publicHost", HOST)));

  private static final TestAuthority AUTHORITY = new TestAuthority();

  private static Hotspot box() {
    return SITE.get();
  }

  private static String trusted() {
    Outputs.write(box().lab().file("root.pem"), TestAuthority.pem(AUTHORITY.root));
    return "/run/lab/root.pem";
  }

  /** TCP doors of both addresses that a stranger finds, as {@code address:port}. */
  private static Set<String> doors(Phone phone) {
    Set<String> found = new TreeSet<>();
    for (String address : new String[] {"10.20.0.1", "192.168.4.1"}) {
      String printed =
          box()
              .lab()
              .run(
                  phone.node(),
                  SCAN,
                  "nmap",
                  "-n",
                  "-Pn",
                  "-sS",
                  "-p",
                  "1-10000",
                  "--max-retries",
                  "2",
                  "-oG",
                  "-",
                  address)
              .must();
      Matcher open = OPEN.matcher(printed);
      while (open.find()) {
        found.add(address + ":" + open.group(1));
      }
    }
    // Names are turned to the gate's resolver whatever address is asked.
    found.removeIf(door -> door.endsWith(":53"));
    return found;
  }

  @Test
  @Order(1)
  void without_a_certificate_443_is_shut_and_phones_are_told_nothing() {
    assertThat(box().lab().lease("g1", "phone").portal()).isEmpty();
    // Port 80 of any address is turned to the portal.
    assertThat(doors(box().phone(1))).containsOnly("10.20.0.1:80", "192.168.4.1:80");
    assertThat(box().phone(1).run("curl", "-sS", "--max-time", "5", API).exit())
        .as("refused, with a reset")
        .isEqualTo(7);
  }

  @Test
  @Order(2)
  void with_one_a_phone_that_trusts_it_asks_over_https_and_nothing_else_is_open()
      throws IOException {
    TestAuthority.Pair pair = AUTHORITY.issue(HOST);
    JsonObject kept =
        box()
            .post(
                "/portal/certificate",
                new JsonObject().put("certificate", pair.chain()).put("key", pair.key()));
    assertThat(kept.getBoolean("inUse")).isTrue();
    Path file = box().box().data().resolve("tls/portal.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.getOwner(file))
        .isEqualTo(Files.getOwner(box().box().data().resolve("gatehouse.db")));

    String root = trusted();
    Phone phone = box().phone(2);
    Waiting.until(SOON, "option 114", () -> !box().lab().lease("g2", "phone").portal().isEmpty());
    assertThat(box().lab().lease("g2", "phone").portal()).isEqualTo(API);
    Reply reply = phone.get(API, "--cacert", root);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(new JsonObject(reply.body()).getBoolean("captive")).isTrue();
    assertThat(new JsonObject(reply.body()).getString("user-portal-url"))
        .isEqualTo("https://" + HOST + "/");

    assertThat(doors(box().joined(1)))
        .containsOnly("10.20.0.1:80", "192.168.4.1:80", "10.20.0.1:443");
    Run foreign = phone.run("curl", "-k", "-sS", "--max-time", "5", "https://www.example.test/");
    assertThat(foreign.exit()).as("somebody else's name: " + foreign.err()).isEqualTo(35);
  }

  @Test
  @Order(3)
  void who_is_online_still_asks_there_and_everyone_else_is_let_alone() {
    String root = trusted();
    Phone phone = box().paid(3);
    Reply reply = phone.get(API, "--cacert", root);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(new JsonObject(reply.body()).getBoolean("captive")).isFalse();
    assertThat(phone.get("https://www.example.test/", "-k").body()).startsWith("internet:");
  }

  @Test
  @Order(4)
  void the_certificate_is_served_after_a_start_and_gone_once_removed() {
    String root = trusted();
    Phone phone = box().joined(1);
    box().box().units().restart(io.gatehouse.platform.units.UnitName.EDGE);
    box().awaitPortal();
    box().awaitApi();
    Waiting.until(SOON, "TLS again", () -> phone.get(API, "--cacert", root).status() == 200);

    box().post("/portal/certificate/remove", null);
    Waiting.until(
        SOON, "443 being shut", () -> phone.run("curl", "-sS", "--max-time", "5", API).exit() == 7);
    assertThat(doors(phone)).containsOnly("10.20.0.1:80", "192.168.4.1:80");
    Waiting.until(SOON, "no option 114", () -> box().lab().renew("g1").portal().isEmpty());
  }
}
