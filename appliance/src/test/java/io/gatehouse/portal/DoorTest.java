package io.gatehouse.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.portal.door.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers at the listener: foreign hosts, and HTTP that is late, long or broken. */
class DoorTest {
  private static final Limits SHORT = new Limits(600, 32, 2, 2, 4_096, 2_048, 8_192, 2);

  private static Vertx vertx;
  private static DomainCalls domain;
  private static int port;

  @BeforeAll
  static void listen() throws Exception {
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    domain = new DomainCalls(vertx, 16);
    port = listen(SHORT);
  }

  /** Nothing in here reaches the domain, so there is none. */
  private static int listen(Limits limits) throws Exception {
    return new PortalServer(
            vertx,
            Settings::factory,
            null,
            null,
            null,
            new PageTemplates(),
            domain,
            () -> true,
            () -> false,
            outcome -> {},
            List.of(),
            limits)
        .listen("127.0.0.1", 0)
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @AfterAll
  static void close() {
    domain.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static RawClient.Answer get(String path, String headers) throws IOException {
    return RawClient.ask("127.0.0.1", port, "GET " + path + " HTTP/1.1\r\n" + headers, "");
  }

  private static String own() {
    return "http://127.0.0.1:" + port + "/";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "captive.apple.com/hotspot-detect.html",
        "www.apple.com/library/test/success.html",
        "connectivitycheck.gstatic.com/generate_204",
        "clients3.google.com/gen_204",
        "www.msftconnecttest.com/connecttest.txt",
        "www.msftconnecttest.com/redirect",
        "www.msftncsi.com/ncsi.txt",
        "detectportal.firefox.com/canonical.html",
        "detectportal.firefox.com/success.txt?ipv4",
        "spectrum.s3.amazonaws.com/kindle-wifi/wifistub.html",
        "www.example.org/some/page?x=http://evil.example/",
      })
  void a_probe_before_login_is_sent_to_the_portals_own_address(String url) throws IOException {
    int slash = url.indexOf('/');
    RawClient.Answer answer =
        get(url.substring(slash), "Host: " + url.substring(0, slash) + "\r\n");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).contains(own());
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void what_a_client_says_of_itself_or_of_us_changes_no_byte_of_the_redirect() throws IOException {
    String plain = get("/", "Host: a.example\r\n").text();
    for (String headers :
        List.of(
            "Host: evil.example\r\nX-Forwarded-For: 10.20.0.7\r\nX-Forwarded-Host: a.test\r\n",
            "Host: evil.example\r\nForwarded: for=10.20.0.7;host=evil.example\r\n",
            "Host: 127.0.0.1\r\nX-Real-IP: 10.20.0.7\r\n",
            "Host: 127.0.0.1:" + port + ".evil.example\r\n",
            "Host: 127.0.0.1:" + port + "@evil.example\r\n",
            "Host: evil.example:80:127.0.0.1:" + port + "\r\n",
            "")) {
      assertThat(get("/", headers).text()).as(headers).isEqualTo(plain);
    }
  }

  @Test
  void no_payload_moves_the_redirect_to_another_host() throws IOException {
    List<String> places =
        List.of(
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "/%5cevil.example",
            "/%09/evil.example",
            "/%2f%2fevil.example",
            "/@evil.example",
            "/..//evil.example",
            "/v/%2f%2fevil.example",
            "/v///evil.example",
            "/v/@evil.example",
            "/v/x%0d%0aLocation:%20http://evil.example",
            "http://evil.example/",
            "http://127.0.0.1@evil.example/",
            "/v/javascript:alert(1)",
            "/v/AB?next=//evil.example",
            "/?redirect=http://evil.example",
            "/?url=//evil.example",
            "/?lang=//evil.example",
            "/voucher?lang=en%0d%0aSet-Cookie:x=1");
    int tried = 0;
    for (String place : places) {
      for (String host :
          List.of(
              "evil.example",
              "127.0.0.1:" + port + "#.evil.example",
              "127.0.0.1:" + port + "/evil.example",
              "evil.example\tx",
              "EVIL.EXAMPLE")) {
        RawClient.Answer answer = get(place, "Host: " + host + "\r\n");
        tried++;
        assertThat(answer.text()).as("%s at %s", place, host).doesNotContainIgnoringCase("evil");
        if (answer.status() == 302) {
          assertThat(answer.header("Location").orElseThrow()).startsWith(own());
        }
      }
    }
    assertThat(tried).isEqualTo(100);
  }

  @Test
  void a_scanned_voucher_keeps_its_code_on_the_way_to_our_address() throws IOException {
    RawClient.Answer answer = get("/v/ABCD-EFGH-JKMN", "Host: portal.gatehouse.lan\r\n");
    assertThat(answer.header("Location")).contains(own() + "v/ABCD-EFGH-JKMN");
  }

  @Test
  void a_form_sent_to_a_foreign_host_is_never_taken() throws IOException {
    RawClient.Answer answer =
        RawClient.ask(
            "127.0.0.1",
            port,
            "POST /voucher HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 6\r\n",
            "code=A");
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).contains(own());
  }

  @Test
  void what_is_no_http_is_answered_400_and_cut() throws IOException {
    for (String nonsense :
        List.of(
            "\r\n\r\nHELLO\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            "GET / HTTP/1.1\r\nbad header\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n")) {
      try (RawClient client = new RawClient("127.0.0.1", port)) {
        client.say(nonsense);
        String heard = client.hear();
        assertThat(heard).as(nonsense).matches("(?s)HTTP/1\\.[01] 400 .*");
      }
    }
  }

  @Test
  void another_version_of_http_is_not_spoken() throws IOException {
    for (String line : List.of("GET / HTTP/9.9\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
      try (RawClient client = new RawClient("127.0.0.1", port)) {
        client.say(line);
        assertThat(client.hear()).as(line).matches("(?s)HTTP/[0-9.]+ [45][0-9]{2} .*");
      }
    }
  }

  @Test
  void lines_headers_and_bodies_have_a_greatest_length() throws IOException {
    String own = "Host: 127.0.0.1:" + port + "\r\n";
    assertThat(get("/" + "a".repeat(3_000), own).status()).isEqualTo(414);
    assertThat(get("/", own + "X-A: " + "a".repeat(9_000) + "\r\n").status()).isEqualTo(431);
    String post = "POST /voucher HTTP/1.1\r\n" + own;
    assertThat(
            RawClient.ask("127.0.0.1", port, post + "Content-Length: 5000\r\n", "code=").status())
        .isEqualTo(413);
    assertThat(
            RawClient.ask(
                    "127.0.0.1",
                    port,
                    post + "Transfer-Encoding: chunked\r\n",
                    ("800\r\n" + "a".repeat(2_048) + "\r\n").repeat(4))
                .status())
        .isEqualTo(413);
  }

  @Test
  void other_methods_are_refused() throws IOException {
    for (String method : List.of("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")) {
      RawClient.Answer answer =
          RawClient.ask(
              "127.0.0.1", port, method + " / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n", "");
      assertThat(answer.status()).as(method).isEqualTo(405);
    }
  }

  @Test
  void a_head_or_a_body_that_trickles_in_is_cut() throws Exception {
    List<Thread> tricklers = new ArrayList<>();
    List<Long> cutAfter = new java.util.concurrent.CopyOnWriteArrayList<>();
    for (String start :
        List.of(
            "GET / HTTP/1.1\r\nHost: a\r\n",
            "POST /voucher HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nContent-Length: 4000\r\n\r\n")) {
      tricklers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    long began = System.nanoTime();
                    try (RawClient client = new RawClient("127.0.0.2", port)) {
                      client.say(start);
                      for (int i = 0; i < 100; i++) {
                        TimeUnit.MILLISECONDS.sleep(100);
                        client.say("a");
                      }
                    } catch (IOException cut) {
                      cutAfter.add((System.nanoTime() - began) / 1_000_000);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    for (Thread trickler : tricklers) {
      trickler.join();
    }
    assertThat(cutAfter).hasSize(2).allMatch(millis -> millis < 8_000);
  }

  @Test
  void an_honest_guest_is_answered_while_500_connections_idle() throws Exception {
    List<RawClient> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        RawClient client = new RawClient("127.0.1." + (1 + i / 25), port);
        client.say("GET /generate_204 HTTP/1.1\r\nHo");
        idle.add(client);
      }
      assertThat(get("/generate_204", "Host: a.example\r\n").status()).isEqualTo(302);
    } finally {
      for (RawClient client : idle) {
        client.close();
      }
    }
  }

  @Test
  void a_full_house_says_so_and_lets_go_of_those_who_say_nothing() throws Exception {
    int full = listen(new Limits(20, 32, 10, 10, 4_096, 2_048, 8_192, 10));
    List<RawClient> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 22; i++) {
        silent.add(new RawClient("127.0.3." + (1 + i), full));
      }
      String ask = "GET / HTTP/1.1\r\nHost: a.example\r\n";
      assertThat(RawClient.ask("127.0.3.100", full, ask, "").status()).isEqualTo(503);
      // A fifth of the usual patience.
      TimeUnit.MILLISECONDS.sleep(4_000);
      assertThat(RawClient.ask("127.0.3.100", full, ask, "").status()).isEqualTo(302);
    } finally {
      for (RawClient client : silent) {
        client.close();
      }
    }
  }

  @Test
  void one_address_holds_only_so_many_connections_and_leaves_the_others_room() throws Exception {
    List<RawClient> greedy = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        greedy.add(new RawClient("127.0.2.1", port));
      }
      assertThat(greedy.getLast().hear()).isEmpty();
      assertThat(get("/", "Host: a.example\r\n").status()).isEqualTo(302);
    } finally {
      for (RawClient client : greedy) {
        client.close();
      }
    }
  }
}
