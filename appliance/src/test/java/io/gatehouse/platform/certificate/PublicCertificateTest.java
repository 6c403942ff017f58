package io.gatehouse.platform.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.TestAuthority;
import io.gatehouse.TestAuthority.Pair;
import io.gatehouse.platform.certificate.PublicCertificate.Kept;
import io.gatehouse.platform.clock.WallClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicCertificateTest {
  private static final String HOST = "wifi.hotel.example";
  private static final TestAuthority AUTHORITY = new TestAuthority();

  @TempDir private Path dir;
  private Instant now = Instant.now();

  private Path file() {
    return dir.resolve("tls/portal.pem");
  }

  private PublicCertificate certificate() {
    return new PublicCertificate(file(), new WallClock(() -> now, Instant.EPOCH));
  }

  private Kept keep(Pair pair) {
    return certificate().keep(HOST, pair.chain(), pair.key());
  }

  @Test
  void an_uploaded_pair_is_kept_for_this_user_only_and_found_again() throws Exception {
    PublicCertificate certificate = certificate();
    AtomicInteger told = new AtomicInteger();
    certificate.onChange(told::incrementAndGet);
    Pair pair = AUTHORITY.issue(HOST, "other.example");
    assertThat(certificate.keep(HOST, pair.chain(), pair.key())).isInstanceOf(Kept.Stored.class);
    assertThat(told).hasValue(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    BoxCertificate found = certificate().usable(HOST).orElseThrow();
    assertThat(found.certificatePem()).isEqualTo(pair.chain());
    assertThat(found.toString()).doesNotContain("PRIVATE");
    assertThat(certificate().usable("www.hotel.example")).isEmpty();
    assertThat(certificate().held().orElseThrow().names()).containsExactly(HOST, "other.example");
    assertThat(certificate.remove()).isTrue();
    assertThat(certificate.remove()).isFalse();
    assertThat(told).hasValue(2);
    assertThat(file()).doesNotExist();
  }

  @Test
  void a_name_below_a_star_is_covered_and_one_two_below_is_not() {
    Pair star = AUTHORITY.issue("*.hotel.example");
    assertThat(keep(star)).isInstanceOf(Kept.Stored.class);
    assertThat(certificate().usable("a.wifi.hotel.example")).isEmpty();
    assertThat(certificate().usable("hotel.example")).isEmpty();
    Pair rsa = AUTHORITY.issue(now.plus(9, ChronoUnit.DAYS), "RSA", 2_048, HOST);
    assertThat(keep(rsa)).isInstanceOf(Kept.Stored.class);
  }

  @Test
  void what_phones_would_not_trust_is_refused_with_its_reason_and_the_old_pair_stays() {
    Pair good = AUTHORITY.issue(HOST);
    keep(good);
    Pair other = AUTHORITY.issue(HOST);
    String leaf = good.chain().substring(0, good.chain().indexOf("-----END") + 26);
    refused(new Pair(good.chain(), other.key()), "key", "does not belong");
    refused(new Pair("hello", good.key()), "certificate", "");
    refused(new Pair(good.chain(), "hello"), "key", "no private key");
    refused(new Pair(good.chain(), good.chain()), "key", "no private key");
    refused(new Pair(leaf + leaf, good.key()), "certificate", "not the issuer");
    refused(AUTHORITY.issue("www.hotel.example"), "certificate", "not for " + HOST);
    refused(
        AUTHORITY.issue(now.minus(1, ChronoUnit.DAYS), "EC", 256, HOST), "certificate", "ended on");
    refused(
        AUTHORITY.issue(now.plus(9, ChronoUnit.DAYS), "RSA", 1_024, HOST), "certificate", "bits");
    assertThat(certificate().usable(HOST).orElseThrow().certificatePem()).isEqualTo(good.chain());
  }

  private void refused(Pair pair, String field, String reason) {
    assertThat(keep(pair))
        .isInstanceOfSatisfying(
            Kept.Refused.class,
            refused -> {
              assertThat(refused.field()).isEqualTo(field);
              assertThat(refused.reason()).contains(reason);
            });
  }

  @Test
  void one_that_is_over_or_damaged_is_not_used() throws Exception {
    keep(AUTHORITY.issue(HOST));
    now = now.plus(91, ChronoUnit.DAYS);
    assertThat(certificate().usable(HOST)).isEmpty();
    assertThat(certificate().held()).isPresent();
    now = now.minus(91, ChronoUnit.DAYS);
    Files.writeString(file(), Files.readString(file()).substring(20));
    assertThat(certificate().usable(HOST)).isEmpty();
  }
}
