package io.gatehouse.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.TestAuthority;
import io.gatehouse.TestBox;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.platform.certificate.BoxCertificate;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.platform.clock.WallClock;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The portal's second door, as a phone that trusts the certificate's authority meets it. */
class PortalTlsTest {
  private static final String HOST = "wifi.hotel.example";
  private static final int LIMIT_MILLIS = 20_000;

  @TempDir private Path dir;
  private final TestAuthority authority = new TestAuthority();
  private PortalSite site;
  private SSLContext trusting;
  private int port;

  @BeforeEach
  void open() throws Exception {
    site = new PortalSite(dir);
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("root", authority.root);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(roots);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
    port = TestBox.wait(site.server.secure("127.0.0.1", 0, HOST, pair(HOST)));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private BoxCertificate pair(String host) {
    TestAuthority.Pair fresh = authority.issue(host);
    PublicCertificate kept =
        new PublicCertificate(
            dir.resolve("tls/portal.pem"), new WallClock(Instant::now, Instant.EPOCH));
    kept.keep(host, fresh.chain(), fresh.key());
    return kept.usable(host).orElseThrow();
  }

  private SSLSocket connect(String host) throws IOException {
    Socket plain = new Socket();
    plain.bind(new InetSocketAddress("127.0.0.10", 0));
    plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
    plain.setSoTimeout(LIMIT_MILLIS);
    SSLSocket socket =
        (SSLSocket) trusting.getSocketFactory().createSocket(plain, host, port, true);
    SSLParameters wishes = socket.getSSLParameters();
    wishes.setEndpointIdentificationAlgorithm("HTTPS");
    wishes.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    wishes.setServerNames(List.of(new SNIHostName(host)));
    socket.setSSLParameters(wishes);
    return socket;
  }

  private String ask(String head, String body) throws IOException {
    try (SSLSocket socket = connect(HOST)) {
      String request = head + "Host: " + HOST + ":" + port + "\r\nConnection: close\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String get(String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1\r\n", "");
  }

  @Test
  void a_phone_asks_how_it_stands_and_a_guest_signs_in() throws Exception {
    String before = get("/captive-portal/api");
    assertThat(before).contains("application/captive+json");
    JsonObject captive = new JsonObject(before.substring(before.indexOf('{')));
    assertThat(captive.getBoolean("captive")).isTrue();
    assertThat(captive.getString("user-portal-url"))
        .isEqualTo("https://" + HOST + ":" + port + "/");

    Matcher token = Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(get("/v/"));
    assertThat(token.find()).isTrue();
    String form =
        "token="
            + token.group(1)
            + "&code="
            + URLEncoder.encode(site.floor.code(new PlanDraft()), StandardCharsets.UTF_8);
    String sent = ask("POST /voucher HTTP/1.1\r\nContent-Length: " + form.length() + "\r\n", form);
    assertThat(sent).startsWith("HTTP/1.1 303").contains("https://" + HOST + ":" + port + "/");
    assertThat(
            sent.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("set-cookie")))
        .singleElement()
        .asString()
        .contains("; Secure");
    assertThat(get("/captive-portal/api")).contains("\"captive\":false");
  }

  @Test
  void who_asks_for_somebody_elses_name_gets_no_certificate() throws Exception {
    for (String name : List.of("www.bank.example", "hotel.example", "x." + HOST)) {
      try (SSLSocket socket = connect(name)) {
        assertThatThrownBy(socket::startHandshake)
            .isInstanceOf(SSLException.class)
            .hasMessageNotContaining("No subject alternative");
      }
    }
    assertThat(get("/")).startsWith("HTTP/1.1 200");
  }

  @Test
  void it_speaks_http_1_over_tls_1_2_or_newer() throws Exception {
    try (SSLSocket socket = connect(HOST)) {
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isIn("", "http/1.1");
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
    try (SSLSocket socket = connect(HOST)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }
    String plain = RawClient.ask("127.0.0.10", port, "GET / HTTP/1.1\r\nHost: x\r\n", "").text();
    assertThat(plain).doesNotContain("<html");
  }

  @Test
  void a_handshake_that_does_not_go_on_is_cut() throws Exception {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
      silent.setSoTimeout(LIMIT_MILLIS);
      assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(64);
    }
  }

  @Test
  void another_certificate_is_served_at_once_and_without_one_nothing_listens() throws Exception {
    TestBox.wait(site.server.secure("127.0.0.1", port, HOST, pair(HOST)));
    assertThat(get("/")).startsWith("HTTP/1.1 200");
    TestBox.wait(site.server.plainOnly());
    assertThatThrownBy(() -> get("/")).isInstanceOf(ConnectException.class);
    assertThat(site.guest(10).get("/").status()).isEqualTo(200);
  }
}
