package io.gatehouse.portal;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.portal.door.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The portal before the real guest floor; guests are addresses 127.0.0.10 to 127.0.0.250. */
public final class PortalSite implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

  final GuestFloor floor;
  volatile Settings settings = branded("Be kind.\n\nDo not spam.", "https://www.example.org/hello");
  volatile boolean internetUp = true;
  volatile boolean ledgerLost;
  final int port;
  final PortalServer server;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final DomainCalls domain = new DomainCalls(vertx, 64);

  /** What became of each sign-in, in order. */
  final List<Redeemed> outcomes = new CopyOnWriteArrayList<>();

  PortalSite(Path directory) throws Exception {
    floor = new GuestFloor(Files.createDirectories(directory.resolve("floor")));
    Path leases = directory.resolve("lan.leases");
    StringBuilder lines = new StringBuilder();
    for (int i = 10; i <= 250; i++) {
      lines.append("1795000000 ").append(mac(i)).append(" 127.0.0.").append(i);
      lines.append(i % 2 == 0 ? " phone-" + i : " <img/src=x/onerror=alert(1)>").append(" *\n");
    }
    Files.writeString(leases, lines);
    server =
        new PortalServer(
            vertx,
            () -> settings,
            new Leases(leases),
            floor.sessions,
            floor.desk.plans,
            new PageTemplates(),
            domain,
            () -> internetUp,
            () -> ledgerLost,
            outcomes::add,
            List.of(),
            new Limits(2_000, 32, 10, 10, 4_096, 2_048, 8_192, 2));
    port =
        server
            .listen("127.0.0.1", 0)
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  static Mac mac(int guest) {
    return new Mac(0x020000001000L + guest);
  }

  static Ipv4 ip(int guest) {
    return Ipv4.of("127.0.0." + guest);
  }

  /** The settings of a place with terms, a welcome and a page of its own. */
  public static Settings branded(String terms, String redirectUrl) {
    Settings f = Settings.factory();
    Settings.PortalSettings p = f.portal();
    return new Settings(
        f.version(),
        f.guest(),
        f.management(),
        f.uplink(),
        f.wifi(),
        new Settings.PortalSettings(
            p.name(),
            redirectUrl,
            p.idleSeconds(),
            p.warnSeconds(),
            p.languages(),
            p.publicHost(),
            "Kiosk <at> the gate"),
        f.garden(),
        new Settings.Branding("Baobab & Sons", "Welcome!", "#14785a", "", terms, "We keep little."),
        f.sampling(),
        f.radius());
  }

  String origin() {
    return "http://127.0.0.1:" + port;
  }

  Guest guest(int number) {
    return new Guest(number);
  }

  /** One device and its browser, which keeps the cookie it was given. */
  final class Guest {
    private final int number;
    private String cookie = "";

    private Guest(int number) {
      this.number = number;
    }

    Guest withCookieOf(Guest other) {
      cookie = other.cookie;
      return this;
    }

    RawClient.Answer get(String path, String... headers) {
      return ask("GET " + path + " HTTP/1.1\r\n" + host() + String.join("", headers), "");
    }

    /** A request to somebody else's host that the firewall brought here. */
    RawClient.Answer probe(String host, String path) {
      return ask("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n", "");
    }

    String token() {
      Matcher token = TOKEN.matcher(get("/v/").body());
      return token.find() ? token.group(1) : "none";
    }

    /** Sends a form from a fresh page. */
    RawClient.Answer post(String path, Map<String, String> fields) {
      return post(path, token(), fields);
    }

    RawClient.Answer post(String path, String token, Map<String, String> fields) {
      String form =
          fields.entrySet().stream()
              .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
              .collect(
                  Collectors.joining("&", "token=" + token + (fields.isEmpty() ? "" : "&"), ""));
      RawClient.Answer answer =
          ask(
              "POST "
                  + path
                  + " HTTP/1.1\r\n"
                  + host()
                  + "Content-Length: "
                  + form.length()
                  + "\r\n",
              form);
      answer.header("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
      return answer;
    }

    RawClient.Answer redeem(String code) {
      return post("/voucher", Map.of("code", code));
    }

    boolean online() {
      return floor.gate.passes(ip(number), mac(number));
    }

    private String host() {
      return "Host: 127.0.0.1:"
          + port
          + "\r\n"
          + (cookie.isEmpty() ? "" : "Cookie: other=1; " + cookie + "\r\n");
    }

    private RawClient.Answer ask(String head, String body) {
      try {
        return RawClient.ask("127.0.0." + number, port, head, body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    domain.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    floor.close();
  }
}
