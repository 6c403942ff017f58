package io.gatehouse.platform.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.clock.WallClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {
  private static final Instant BUILT = Instant.parse("2026-11-20T00:00:00Z");

  @TempDir private Path dir;

  private OwnCertificate at(Instant now, String... names) {
    return new OwnCertificate(
        dir.resolve("tls/console.pem"),
        List.of(names),
        Ipv4.of("192.168.4.1"),
        new WallClock(() -> now, BUILT),
        BUILT);
  }

  @Test
  void a_box_that_believes_it_is_1970_makes_one_that_clients_accept() throws Exception {
    BoxCertificate made = at(Instant.EPOCH, "device.local", "gatehouse.lan").keep();
    made.certificate().checkValidity(Date.from(BUILT.plus(1, ChronoUnit.MINUTES)));
    made.certificate().checkValidity(Date.from(BUILT.plus(3_000, ChronoUnit.DAYS)));
    assertThat(made.certificate().getSubjectAlternativeNames().toString())
        .contains("device.local", "gatehouse.lan", "192.168.4.1");
    made.certificate().verify(made.certificate().getPublicKey());
    assertThat(made.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void it_is_kept_for_this_user_only_and_read_again() throws Exception {
    BoxCertificate made = at(BUILT, "device.local").keep();
    Path file = dir.resolve("tls/console.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(at(BUILT, "device.local").keep().certificate()).isEqualTo(made.certificate());
    assertThat(made.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void it_is_made_anew_before_its_end_for_other_names_and_after_damage() throws Exception {
    BoxCertificate made = at(BUILT, "device.local").keep();
    BoxCertificate other = at(BUILT, "console.example").keep();
    assertThat(other.certificate()).isNotEqualTo(made.certificate());

    Instant nearEnd = other.end().minus(59, ChronoUnit.DAYS);
    BoxCertificate renewed = at(nearEnd, "console.example").keep();
    assertThat(renewed.end()).isAfter(other.end());

    Files.writeString(dir.resolve("tls/console.pem"), "-----BEGIN PRIVATE KEY-----\n!!!\n");
    assertThat(at(nearEnd, "console.example").keep().certificate())
        .isNotEqualTo(renewed.certificate());
  }

  @Test
  void an_untrusted_clock_renews_nothing() {
    BoxCertificate made = at(BUILT, "device.local").keep();
    assertThat(at(Instant.EPOCH, "device.local").keep().certificate())
        .isEqualTo(made.certificate());
  }
}
