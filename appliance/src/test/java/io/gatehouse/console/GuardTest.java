package io.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.console.Browser.Seen;
import io.gatehouse.console.door.Guard;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands before the pages and the API on the management listener. */
class GuardTest {
  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  @TempDir private Path dir;
  private TestConsole console;
  private Browser browser;

  @BeforeEach
  void start() {
    console = new TestConsole(dir);
    browser = console.signedIn();
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private record Way(HttpMethod method, String path) {}

  /** All routes with a method, as the routers themselves list them. */
  private List<Way> ways(boolean safe) {
    List<Way> ways = new ArrayList<>();
    gather(ways, console.server.router(), "");
    gather(ways, console.api, "/api/v1");
    return ways.stream().filter(way -> SAFE.contains(way.method()) == safe).toList();
  }

  private static void gather(List<Way> ways, Router router, String prefix) {
    for (Route route : router.getRoutes()) {
      if (route.methods() != null && route.getPath() != null) {
        String path = prefix + route.getPath().replaceAll(":[a-z]+", "x-1");
        route.methods().forEach(method -> ways.add(new Way(method, path)));
      }
    }
  }

  /** Every row of every table. */
  private String state() {
    return console.box.desk.store.read(
        tx -> {
          StringBuilder all = new StringBuilder();
          for (String table :
              tx.list(
                  "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
                  row -> row.getString(1))) {
            all.append(table).append('\n');
            tx.list("SELECT * FROM " + table, GuardTest::text).forEach(all::append);
          }
          return all.toString();
        });
  }

  private static String text(ResultSet row) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      text.append(row.getString(i)).append('|');
    }
    return text.append('\n').toString();
  }

  @Test
  void no_change_goes_through_without_a_token_or_from_a_foreign_page() {
    List<Way> changes = ways(false);
    assertThat(changes).hasSizeGreaterThan(15);
    String before = state();
    for (Way way : changes) {
      assertThat(browser.ask(way.method(), way.path(), "x=1").status())
          .as("%s without a token", way)
          .isEqualTo(403);
      assertThat(browser.ask(way.method(), way.path(), "_csrf=wrong").status())
          .as("%s with a wrong token", way)
          .isEqualTo(403);
      for (String origin : new String[] {"https://evil.example", "null", "http://127.0.0.1"}) {
        Seen seen =
            browser.ask(
                way.method(), way.path(), "", "Origin", origin, "X-CSRF-Token", browser.token);
        assertThat(seen.status()).as("%s from %s", way, origin).isEqualTo(403);
      }
    }
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void the_same_changes_get_past_the_guard_with_token_and_own_origin() {
    String own = "https://127.0.0.1:" + console.server.port();
    for (Way way : ways(false)) {
      if (way.path().equals("/logout")) {
        continue;
      }
      Seen seen =
          browser.ask(way.method(), way.path(), "", "Origin", own, "X-CSRF-Token", browser.token);
      assertThat(seen.body()).as("%s", way).doesNotContain("This page is out of date");
    }
  }

  @Test
  void an_offer_of_a_compressed_websocket_is_not_taken() {
    Seen seen =
        browser.ask(
            HttpMethod.GET,
            "/",
            "",
            "Connection",
            "Upgrade",
            "Upgrade",
            "websocket",
            "Sec-WebSocket-Version",
            "13",
            "Sec-WebSocket-Key",
            "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Extensions",
            "permessage-deflate");
    assertThat(seen.status()).isNotEqualTo(101);
    assertThat(seen.headers().keySet())
        .noneMatch(name -> name.equalsIgnoreCase("sec-websocket-extensions"));
  }

  @Test
  void looking_changes_nothing() {
    List<Way> looks = ways(true);
    assertThat(looks).hasSizeGreaterThan(15);
    String before = state();
    for (Way way : looks) {
      if (!way.path().equals("/api/v1/events")) {
        assertThat(browser.ask(way.method(), way.path(), "").status())
            .as("%s", way)
            .isIn(200, 303, 404, 422);
      }
    }
    assertThat(state()).isEqualTo(before);
    browser.get("/vouchers");
    browser.post("/vouchers", "planId", console.box.desk.plans.all().getFirst().id(), "count", "1");
    assertThat(state()).as("the digest notices a change").isNotEqualTo(before);
  }

  @Test
  void nothing_is_shown_to_who_has_not_signed_in() {
    Browser stranger = console.browser();
    for (Way way : ways(true)) {
      Seen seen = stranger.ask(way.method(), way.path(), "");
      if (way.path().startsWith("/api/")) {
        assertThat(seen.status()).as("%s", way).isEqualTo(401);
        assertThat(seen.body()).contains("\"code\":\"unauthorized\"");
      } else if (!way.path().equals("/login") && !way.path().startsWith("/assets/")) {
        assertThat(seen.status()).as("%s", way).isEqualTo(303);
        assertThat(seen.location()).isEqualTo("/login");
      }
    }
  }

  @Test
  void what_monitoring_reads_needs_no_login_but_the_right_name() {
    assertThat(console.browser().get("/health").body()).isEqualTo("well");
    assertThat(console.browser().get("/health", "Host", "evil.example").status()).isEqualTo(421);
    assertThat(console.browser().get("/healthy").status()).isEqualTo(404);
  }

  @Test
  void another_sites_name_gets_nothing_and_no_cookie() {
    for (String host : new String[] {"evil.example", "127.0.0.1.evil.example", "10.20.0.1", ""}) {
      Seen seen = console.browser().get("/login", "Host", host);
      assertThat(seen.status()).as(host).isEqualTo(421);
      assertThat(seen.setCookies()).isEmpty();
      assertThat(browser.get("/", "Host", host).status()).isEqualTo(421);
    }
    assertThat(browser.get("/", "Host", "device.local").status()).isEqualTo(200);
  }

  @Test
  void the_login_cookie_is_hardened_and_new_after_each_login() {
    console.firstLogin();
    Browser other = console.browser();
    other.get("/login");
    Seen in = other.post("/login", "name", "admin", "password", TestConsole.PASSWORD);
    assertThat(in.setCookies())
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("__Host-gatehouse=")
                    .contains("Path=/", "Secure", "HTTPOnly", "SameSite=Strict")
                    .doesNotContain("Domain="));
    String first = other.cookies.get(Guard.LOGIN_COOKIE);
    other.get("/password");
    other.post("/login", "name", "admin", "password", TestConsole.PASSWORD);
    assertThat(other.cookies.get(Guard.LOGIN_COOKIE)).isNotEqualTo(first);
    other.cookies.put(Guard.LOGIN_COOKIE, first);
    assertThat(other.get("/plans").status()).as("the old one is over").isEqualTo(303);
  }

  @Test
  void a_first_password_opens_nothing_but_the_page_that_replaces_it() throws Exception {
    try (TestConsole fresh = new TestConsole(Files.createDirectory(dir.resolve("fresh")))) {
      Browser one = fresh.browser();
      one.get("/login");
      assertThat(
              one.post("/login", "name", "admin", "password", fresh.first.read().orElseThrow())
                  .location())
          .isEqualTo("/password");
      assertThat(one.get("/plans").location()).isEqualTo("/password");
      assertThat(one.get("/api/v1/plans").status()).isEqualTo(401);
    }
  }

  @Test
  void a_wrong_password_and_an_unknown_name_look_the_same_and_then_it_takes_a_while() {
    console.firstLogin();
    Browser guesser = console.browser();
    guesser.get("/login");
    Seen wrong = guesser.post("/login", "name", "admin", "password", "wrong");
    Seen unknown = guesser.post("/login", "name", "adman", "password", "wrong");
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(unknown.status()).isEqualTo(403);
    assertThat(unknown.body().replace("adman", "admin")).isEqualTo(wrong.body());
    for (int i = 0; i < 4; i++) {
      guesser.post("/login", "name", "admin", "password", "wrong");
    }
    Seen slowed = guesser.post("/login", "name", "admin", "password", TestConsole.PASSWORD);
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(slowed.body()).contains("role=\"alert\"");
  }

  @Test
  void signing_out_ends_the_login() {
    String cookie = browser.cookies.get(Guard.LOGIN_COOKIE);
    browser.post("/logout");
    browser.cookies.put(Guard.LOGIN_COOKIE, cookie);
    assertThat(browser.get("/").location()).isEqualTo("/login");
  }
}
