package io.gatehouse.sync.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.TestBox;
import io.gatehouse.sync.TestHub;
import io.gatehouse.sync.channel.Anchor;
import io.gatehouse.sync.channel.Channel;
import io.gatehouse.sync.channel.HubAddress;
import io.gatehouse.sync.wire.Claim;
import io.gatehouse.sync.wire.Json;
import io.gatehouse.sync.wire.Messages;
import io.gatehouse.sync.wire.Paths;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box is let into a fleet, over real TLS on loopback. */
class EnrolmentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir private Path dir;
  private final Vertx vertx = Vertx.vertx();
  private TestHub hub;

  @BeforeEach
  void begin() {
    hub = new TestHub(dir, vertx);
  }

  @AfterEach
  void end() {
    hub.close();
    TestBox.wait(vertx.close());
  }

  private Joined join(Claim claim) {
    return new Enrolment(vertx, Instant::now, "BOX001").join(hub.address(), claim);
  }

  private Membership member(Claim claim) {
    Joined joined = join(claim);
    assertThat(joined).isInstanceOf(Joined.Done.class);
    return ((Joined.Done) joined).membership();
  }

  private Channel channel(Membership member) {
    return new Channel(
        vertx,
        member.hub(),
        new Anchor(member.authority()),
        Optional.of(member.pair()),
        Instant.now());
  }

  @Test
  void a_claim_lets_one_box_in_and_is_spent() throws Exception {
    Claim claim = Claim.parse(hub.claim("cafe").text().toLowerCase(java.util.Locale.ROOT));

    Membership member = member(claim);

    assertThat(hub.fleet.box("cafe").orElseThrow().id()).isEqualTo(member.box());
    assertThat(hub.fleet.box("cafe").orElseThrow().ownName()).isEqualTo("BOX001");
    assertThat(member.certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=" + member.box());
    assertThat(join(claim))
        .isEqualTo(new Joined.Refused("the claim has been used; have the hub make a new one"));
  }

  @Test
  void a_lost_answer_is_given_again_to_the_same_key_alone() throws Exception {
    Claim claim = hub.claim("cafe");
    String request = DeviceKey.make().request("BOX001");
    byte[] enrol = Json.write(new Messages.Enrol(claim.secret().reveal(), request, "BOX001"));
    try (Channel channel =
        new Channel(
            vertx, hub.address(), new Anchor(claim.authority()), Optional.empty(), Instant.now())) {
      byte[] first = channel.post(Paths.ENROL, enrol, PATIENCE).body();
      byte[] second = channel.post(Paths.ENROL, enrol, PATIENCE).body();

      assertThat(new String(second, java.nio.charset.StandardCharsets.US_ASCII))
          .isEqualTo(new String(first, java.nio.charset.StandardCharsets.US_ASCII))
          .contains("BEGIN CERTIFICATE");
    }
    assertThat(join(claim)).isInstanceOf(Joined.Refused.class);
  }

  @Test
  void a_claim_ends_after_a_day_and_a_new_one_takes_the_old_ones_place() {
    Claim old = hub.claim("cafe");
    String id = hub.fleet.box("cafe").orElseThrow().id();
    Claim newer = hub.fleet.claim(id);
    assertThat(join(old)).isEqualTo(new Joined.Refused("this hub does not know the claim"));

    hub.boot.advanceSeconds(25 * 3_600);
    assertThat(join(newer))
        .isEqualTo(new Joined.Refused("the claim has ended; have the hub make a new one"));
    assertThat(join(hub.fleet.claim(id))).isInstanceOf(Joined.Done.class);
  }

  @Test
  void who_guesses_claims_is_told_to_wait() {
    Claim good = hub.claim("cafe");
    for (int i = 0; i < 10; i++) {
      Claim wrong = new Claim(io.gatehouse.sync.wire.ClaimSecret.random(), good.authority());
      assertThat(join(wrong)).isInstanceOf(Joined.Refused.class);
    }
    assertThat(join(good))
        .isEqualTo(new Joined.Unreached("too many wrong claims; try again in a minute"));

    hub.boot.advanceSeconds(61);
    assertThat(join(good)).isInstanceOf(Joined.Done.class);
  }

  @Test
  void only_the_certificate_opens_the_other_calls_and_only_until_it_is_taken_back()
      throws Exception {
    Membership member = member(hub.claim("cafe"));
    byte[] renew = Json.write(new Messages.Renew(DeviceKey.make().request("x")));
    try (Channel nobody =
        new Channel(
            vertx,
            hub.address(),
            new Anchor(member.authority()),
            Optional.empty(),
            Instant.now())) {
      assertThat(nobody.post(Paths.RENEW, renew, PATIENCE).status()).isEqualTo(401);
    }
    try (Channel channel = channel(member)) {
      Membership renewed = Enrolment.renew(member, channel);
      assertThat(renewed.pair().certificate()).isNotEqualTo(member.pair().certificate());
      try (Channel fresh = channel(renewed)) {
        assertThat(fresh.post(Paths.RENEW, renew, PATIENCE).status()).isEqualTo(200);
      }
      assertThat(hub.fleet.revoke(member.box())).isEqualTo(3);
      assertThat(channel.post(Paths.RENEW, renew, PATIENCE).status()).isEqualTo(403);
    }
  }

  @Test
  void a_second_enrolment_takes_the_first_certificate_back() throws Exception {
    Membership first = member(hub.claim("cafe"));
    Membership second = member(hub.fleet.claim(first.box()));

    assertThat(second.box()).isEqualTo(first.box());
    byte[] renew = Json.write(new Messages.Renew(DeviceKey.make().request("x")));
    try (Channel channel = channel(first)) {
      assertThat(channel.post(Paths.RENEW, renew, PATIENCE).status()).isEqualTo(403);
    }
    try (Channel channel = channel(second)) {
      assertThat(channel.post(Paths.RENEW, renew, PATIENCE).status()).isEqualTo(200);
    }
  }

  @Test
  void the_authority_is_the_same_after_a_restart_and_its_key_does_not_lie_open() throws Exception {
    Membership member = member(hub.claim("cafe"));
    int port = hub.door.port();
    hub.close();
    hub = new TestHub(dir, vertx, port);

    byte[] renew = Json.write(new Messages.Renew(DeviceKey.make().request("x")));
    try (Channel channel = channel(member)) {
      assertThat(channel.post(Paths.RENEW, renew, PATIENCE).status()).isEqualTo(200);
    }
    byte[] sealed =
        hub.store
            .read(tx -> tx.one("SELECT key_sealed FROM hub_authority", row -> row.getBytes(1)))
            .orElseThrow();
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("\u0006\u0007*\u0086H\u00ce=\u0002\u0001");
  }

  @Test
  void the_membership_is_kept_whole_for_its_owner_alone() throws Exception {
    Membership member = member(hub.claim("cafe"));
    MembershipFile file = new MembershipFile(dir.resolve("keys/hub.json"));
    assertThat(file.read()).isEmpty();

    file.write(member);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dir.resolve("keys/hub.json"))))
        .isEqualTo("rw-------");
    assertThat(file.read()).contains(member);
    assertThat(member.toString()).doesNotContain("PRIVATE");
    file.remove();
    assertThat(file.read()).isEmpty();
  }

  @Test
  void an_address_is_https_and_nothing_else() throws Exception {
    assertThat(HubAddress.parse("https://Hub.Example.org").toString())
        .isEqualTo("https://hub.example.org:8443");
    assertThat(HubAddress.parse("https://[2001:db8::1]:9000/").host()).isEqualTo("2001:db8::1");
    for (String wrong :
        new String[] {
          "http://hub.example.org", "hub.example.org", "https://", "https://a@b", "https://a/b"
        }) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> HubAddress.parse(wrong))
          .isInstanceOf(io.gatehouse.sync.wire.Unreadable.class);
    }
  }
}
