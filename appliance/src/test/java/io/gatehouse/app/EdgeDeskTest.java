package io.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.account.AccountPassword;
import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusDesk;
import io.gatehouse.network.radius.RadiusSecret;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import io.gatehouse.platform.certificate.OwnCertificate;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Hiding;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.SharedSecret;
import io.gatehouse.radius.proxy.Local;
import io.gatehouse.radius.proxy.Service;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The box's own RADIUS server as the edge puts it together, and what people see of it. */
class EdgeDeskTest {
  private static final SharedSecret SECRET = SharedSecret.of("a-secret-of-the-tests");

  @TempDir private Path directory;

  private static int ask(EdgeDesk desk, Service service, byte[] request) throws Exception {
    CompletableFuture<byte[]> reply = new CompletableFuture<>();
    Radius.Nas nas =
        new Radius.Nas(
            "router-1",
            new Ipv4Network(Ipv4.of("127.0.0.1"), 32),
            new RadiusSecret(SECRET.reveal()),
            Radius.NasType.OTHER,
            0,
            0,
            true);
    Radius.Route route =
        new Radius.Route(
            "",
            "",
            "",
            "",
            Radius.Accounting.STORED,
            Radius.Outage.CLOSED,
            0,
            false,
            List.of(),
            List.of());
    desk.decide(
        new Local.Asked(
            nas, SECRET, Ipv4.of("127.0.0.1").bits(), Packet.of(request), service, route),
        reply::complete);
    return Packet.of(reply.get(10, TimeUnit.SECONDS)).code();
  }

  private static byte[] login(String password) {
    PacketBuilder request = PacketBuilder.request(Code.ACCESS_REQUEST, 1);
    request.add(Attribute.USER_NAME, "anna");
    request.add(
        Attribute.USER_PASSWORD,
        Hiding.hidePassword(password, SECRET.signer(), request.authenticator()));
    request.add(Attribute.CALLING_STATION_ID, "02-00-00-00-00-01");
    return request.signed(SECRET.signer());
  }

  @Test
  void a_login_and_its_reports_are_answered_and_can_be_looked_up() throws Exception {
    try (GuestFloor floor = new GuestFloor(directory);
        EdgeDesk desk =
            new EdgeDesk(
                floor.desk.store,
                floor.desk.journal,
                floor.boot,
                floor.accounts,
                floor.sessions,
                floor.desk.plans,
                floor.desk.clock,
                new WallClock(Instant::now, Instant.EPOCH),
                new Metrics(),
                Settings::factory,
                OwnCertificate.named(
                    directory.resolve("radius.pem"),
                    "radius.test",
                    new WallClock(Instant::now, Instant.EPOCH),
                    Instant.now()))) {
      floor.accounts.save(
          Account.fresh("anna", floor.save(new PlanDraft()).id()),
          Optional.of(AccountPassword.typed("s3cret!")));
      assertThat(desk.certificate())
          .contains("BEGIN CERTIFICATE")
          .doesNotContain("PRIVATE KEY")
          .isEqualTo(desk.certificate());
      assertThat(desk.explain("anna")).startsWith("Accepted: the plan would begin");
      assertThat(ask(desk, Service.AUTHENTICATION, login("wrong-one")))
          .isEqualTo(Code.ACCESS_REJECT);
      assertThat(ask(desk, Service.AUTHENTICATION, login("s3cret!"))).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(desk.explain("anna")).contains("1 of 1 devices in");
      assertThat(desk.logins("anna", 10))
          .extracting(RadiusDesk.Login::outcome)
          .containsExactly("accept", "wrong");
      assertThat(desk.logins("anna", 10).toString()).doesNotContain("s3cret", "wrong-one");
      byte[] stop =
          PacketBuilder.request(Code.ACCOUNTING_REQUEST, 2)
              .add(Attribute.ACCT_STATUS_TYPE, 2)
              .add(Attribute.ACCT_SESSION_ID, "s1")
              .add(Attribute.USER_NAME, "anna")
              .add(Attribute.CALLING_STATION_ID, "02-00-00-00-00-01")
              .add(Attribute.ACCT_SESSION_TIME, 60)
              .add(Attribute.ACCT_INPUT_OCTETS, 7)
              .signed(SECRET.signer());
      assertThat(ask(desk, Service.ACCOUNTING, stop)).isEqualTo(Code.ACCOUNTING_RESPONSE);
      RadiusDesk.Reported row = desk.accounting("anna", Long.MAX_VALUE, 10).getFirst();
      assertThat(row.upBytes()).isEqualTo(7);
      assertThat(row.stopped()).isTrue();
      assertThat(desk.waiting()).as("no pool").isZero();
      assertThat(desk.aside(10)).isEmpty();

      int days = Settings.factory().sampling().journalDays();
      floor.boot.advanceSeconds((days - 1) * 86_400L);
      desk.cleanUp();
      assertThat(desk.accounting("anna", Long.MAX_VALUE, 10)).hasSize(1);
      floor.boot.advanceSeconds(2 * 86_400L);
      desk.cleanUp();
      assertThat(desk.accounting("anna", Long.MAX_VALUE, 10)).as("too old").isEmpty();
    }
  }
}
