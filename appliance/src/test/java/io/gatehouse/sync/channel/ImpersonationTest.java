package io.gatehouse.sync.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.TestAuthority;
import io.gatehouse.TestBox;
import io.gatehouse.hub.authority.Authority;
import io.gatehouse.hub.authority.ServerPair;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import io.gatehouse.sync.enrolment.Enrolment;
import io.gatehouse.sync.enrolment.Joined;
import io.gatehouse.sync.wire.Claim;
import io.gatehouse.sync.wire.ClaimSecret;
import io.gatehouse.sync.wire.Json;
import io.gatehouse.sync.wire.Messages;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody stands in the hub's place and writes down what it is told: the box tells it nothing. The
 * control is the same listener with the hub's own certificate, which is told the claim.
 */
class ImpersonationTest {
  private static final Instant BUILT = Instant.parse("2026-11-20T00:00:00Z");

  /** A box that has been in use for 400 days when its clock falls back to 1970. */
  private static final Instant FLOOR = BUILT.plus(Duration.ofDays(400));

  @TempDir private Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private Store store;
  private SealingKey seal;

  @BeforeEach
  void begin() {
    store = Store.open(dir.resolve("hub.db"));
    seal = SealingKey.open(dir.resolve("seal.key"));
  }

  @AfterEach
  void end() {
    TestBox.wait(vertx.close());
    store.close();
  }

  /** The hub's authority as it signs on a day. */
  private Authority on(Instant day) {
    return Authority.open(store, seal, new WallClock(() -> day, Instant.EPOCH), BUILT);
  }

  private ServerPair good(Instant day) {
    return on(day).server(List.of("localhost"));
  }

  private int listener(ServerPair pair) {
    HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    if (pair != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertValue(Buffer.buffer(pair.certificate()))
                  .setKeyValue(Buffer.buffer(pair.key())));
    }
    HttpServer server =
        vertx
            .createHttpServer(options)
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              told.add(request.uri() + " " + body);
                              request
                                  .response()
                                  .end(Buffer.buffer(Json.write(new Messages.Enrolled("x", "y"))));
                            }));
    return TestBox.wait(server.listen()).actualPort();
  }

  private Joined join(String host, int port, Instant at) {
    Claim claim = new Claim(ClaimSecret.random(), on(at).key());
    return new Enrolment(vertx, () -> at, "BOX001").join(new HubAddress(host, port), claim);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_hub_itself_is_told_the_claim_whatever_the_clock_says(boolean clockRight) {
    Instant at = clockRight ? FLOOR.plus(Duration.ofDays(10)) : FLOOR;

    Joined joined = join("localhost", listener(good(FLOOR.plus(Duration.ofDays(10)))), at);

    assertThat(told).hasSize(1).allMatch(text -> text.contains("\"claim\""));
    // It is believed and its nonsense is not.
    assertThat(joined)
        .isEqualTo(new Joined.Refused("the hub sent a certificate that it has not signed"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nobody_else_is_told_anything(boolean clockRight) {
    Instant at = clockRight ? FLOOR.plus(Duration.ofDays(10)) : FLOOR;
    TestAuthority.Pair own = new TestAuthority().issue("localhost");
    Instant longAgo = FLOOR.minus(Authority.BOX_LASTS);

    Joined stranger = join("localhost", listener(new ServerPair(own.chain(), own.key(), at)), at);
    Joined otherName = join("localhost", listener(on(at).server(List.of("hub.test"))), at);
    Joined byAddress = join("127.0.0.1", listener(good(at)), at);
    Joined over = join("localhost", listener(good(longAgo)), at);
    Joined clear = join("localhost", listener(null), at);

    assertThat(List.of(stranger, otherName, byAddress, over, clear))
        .allMatch(joined -> joined instanceof Joined.Refused);
    assertThat(told).isEmpty();
  }

  @Test
  void a_certificate_of_a_box_is_not_the_hubs() {
    io.gatehouse.hub.authority.Request request = requestOf("localhost");
    ServerPair asServer = new ServerPair(on(FLOOR).issue(request, "localhost").pem(), keyOf, FLOOR);

    assertThat(join("localhost", listener(asServer), FLOOR)).isInstanceOf(Joined.Refused.class);
    assertThat(told).isEmpty();
  }

  private String keyOf;

  private io.gatehouse.hub.authority.Request requestOf(String name) {
    try {
      java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      java.security.KeyPair keys = generator.generateKeyPair();
      keyOf =
          TestAuthority.pem(
              new org.bouncycastle.util.io.pem.PemObject(
                  "PRIVATE KEY", keys.getPrivate().getEncoded()));
      return io.gatehouse.hub.authority.Request.parse(
              TestAuthority.pem(
                  new org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder(
                          new org.bouncycastle.asn1.x500.X500Name("CN=" + name), keys.getPublic())
                      .build(
                          new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder(
                                  "SHA256withECDSA")
                              .build(keys.getPrivate()))))
          .orElseThrow();
    } catch (java.security.GeneralSecurityException
        | org.bouncycastle.operator.OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_redirect_leads_nowhere() {
    int elsewhere = listener(null);
    ServerPair pair = good(FLOOR);
    HttpServer redirecting =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertValue(Buffer.buffer(pair.certificate()))
                            .setKeyValue(Buffer.buffer(pair.key()))))
            .requestHandler(
                request ->
                    request
                        .response()
                        .setStatusCode(307)
                        .putHeader("Location", "http://localhost:" + elsewhere + "/sync/v1/enrol")
                        .end());
    int port = TestBox.wait(redirecting.listen()).actualPort();

    assertThat(join("localhost", port, FLOOR)).isInstanceOf(Joined.Unreached.class);
    assertThat(told).isEmpty();
  }
}
