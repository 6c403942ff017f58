package io.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.console.Browser.Seen;
import io.gatehouse.console.door.Guard;
import io.gatehouse.operator.accounts.ApiTokens;
import io.gatehouse.operator.accounts.Operator;
import io.gatehouse.operator.accounts.Operators;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.OperatorActed;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route of the management listener against every role. */
class RolesTest {
  private static final Path TABLE = Path.of("src/test/resources/golden/console/routes.txt");

  /** Ways that have to be open, or that ask the domain themselves. */
  private static final List<String> OPEN =
      List.of(
          "GET /login",
          "POST /login",
          "POST /logout",
          "GET /password",
          "POST /password",
          "GET /assets/:name",
          "POST /password/strength");

  @TempDir private Path dir;
  private TestConsole console;

  @BeforeEach
  void start() {
    console = new TestConsole(dir);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private record Way(HttpMethod method, String path, Role least) {
    String asked() {
      return path.replaceAll(":[a-zA-Z]+", "x-1");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    gather(ways, console.server.router(), "");
    gather(ways, console.api, "/api/v1");
    return ways;
  }

  private static void gather(List<Way> ways, Router router, String prefix) {
    for (Route route : router.getRoutes()) {
      if (route.methods() != null && route.getPath() != null) {
        Map<String, Object> metadata = route.metadata();
        Role least = metadata == null ? null : (Role) metadata.get(Role.KEY);
        for (HttpMethod method : route.methods()) {
          ways.add(new Way(method, prefix + route.getPath(), least));
        }
      }
    }
  }

  private List<Way> guarded() {
    return ways().stream().filter(way -> way.least() != null).toList();
  }

  @Test
  void the_table_of_routes_and_least_roles_is_what_was_agreed() throws IOException {
    List<String> open = ways().stream().filter(w -> w.least() == null).map(Way::toString).toList();
    assertThat(open).as("routes that ask for no role").containsExactlyInAnyOrderElementsOf(OPEN);
    List<String> lines = guarded().stream().map(way -> way + " " + way.least()).sorted().toList();
    assertThat(lines)
        .as("a new route is a new line in " + TABLE)
        .containsExactlyElementsOf(
            Files.readAllLines(TABLE, StandardCharsets.UTF_8).stream().sorted().toList());
  }

  private Seen ask(Browser browser, Way way) {
    return way.method().equals(HttpMethod.GET)
        ? browser.ask(way.method(), way.asked(), "")
        : browser.ask(way.method(), way.asked(), "", "X-CSRF-Token", browser.token);
  }

  @Test
  void whoever_has_too_low_a_role_is_refused_on_every_route_and_whoever_has_it_is_not() {
    for (Role role : Role.values()) {
      Browser browser = console.signedIn(role.name(), role);
      for (Way way : guarded()) {
        if (way.path().equals("/api/v1/events") || way.path().endsWith("/sign-out")) {
          continue;
        }
        List<OperatorActed> before = console.box.audit.newest(1);
        Seen seen = ask(browser, way);
        if (role.may(way.least())) {
          assertThat(seen.body())
              .as("%s as %s", way, role)
              .doesNotContain("this takes the role", "Your role does not include");
        } else {
          assertThat(seen.status()).as("%s as %s", way, role).isEqualTo(403);
          assertThat(console.box.audit.newest(1))
              .as("%s, refused to %s, did nothing", way, role)
              .isEqualTo(before);
        }
      }
    }
    assertThat(console.box.audit.list(Long.MAX_VALUE, Role.SUPER_ADMIN.name(), "", 10))
        .as("a route that needs no fields does what it is for")
        .isNotEmpty();
  }

  @Test
  void without_a_token_from_a_foreign_page_or_with_anothers_token_no_role_changes_anything() {
    Browser other = console.signedIn("other", Role.SUPER_ADMIN);
    for (Role role : Role.values()) {
      Browser browser = console.signedIn("somebody", role);
      for (Way way : guarded()) {
        if (way.method().equals(HttpMethod.GET)) {
          continue;
        }
        List<Seen> tries =
            List.of(
                browser.ask(way.method(), way.asked(), ""),
                browser.ask(way.method(), way.asked(), "", "X-CSRF-Token", other.token),
                browser.ask(
                    way.method(),
                    way.asked(),
                    "",
                    "X-CSRF-Token",
                    browser.token,
                    "Origin",
                    "https://evil.example"));
        assertThat(tries).extracting(Seen::status).as("%s as %s", way, role).containsOnly(403);
      }
    }
    assertThat(console.box.audit.newest(100)).isEmpty();
  }

  private Operators.Listed take(String name, Role role) {
    return ((Operators.Kept.Given) console.box.people.operators().add(name, role)).operator();
  }

  /** A program's token of somebody who has chosen a password. */
  private String token(String name, Role role, Role scope) {
    Operators.Listed one = take(name, role);
    console.box.desk.store.write(
        tx -> tx.update("UPDATE operator SET must_change = 0 WHERE id = ?", one.id()));
    return ((ApiTokens.Made.Token)
            console
                .box
                .people
                .tokens()
                .make(new Operator(one.id(), name, role, false), "test", scope, 30))
        .text();
  }

  private int with(String token, HttpMethod method, String path, String... headers) {
    String[] all =
        Stream.concat(Stream.of("Authorization", "Bearer " + token), Stream.of(headers))
            .toArray(String[]::new);
    return console.browser().ask(method, path, "", all).status();
  }

  @Test
  void a_program_may_what_its_tokens_scope_and_its_operator_may_and_nothing_after_its_end() {
    String wide = token("clerk", Role.STAFF, Role.STAFF);
    String narrow = token("boss", Role.SUPER_ADMIN, Role.VIEWER);
    for (Way way : guarded()) {
      if (!way.path().startsWith("/api/") || way.path().endsWith("/events")) {
        continue;
      }
      if (!Role.STAFF.may(way.least())) {
        assertThat(with(wide, way.method(), way.asked())).as("%s", way).isEqualTo(403);
      }
      if (!Role.VIEWER.may(way.least())) {
        assertThat(with(narrow, way.method(), way.asked())).as("%s", way).isEqualTo(403);
      }
    }
    assertThat(with(narrow, HttpMethod.GET, "/api/v1/plans")).isEqualTo(200);
    assertThat(with(wide, HttpMethod.POST, "/api/v1/sessions/x-1/end")).isEqualTo(404);
    assertThat(with(wide, HttpMethod.GET, "/plans")).as("no pages for programs").isEqualTo(401);
    assertThat(with(wide, HttpMethod.GET, "/api/v1/plans", "Origin", "https://evil.example"))
        .isEqualTo(401);
    assertThat(with(wide + "x", HttpMethod.GET, "/api/v1/plans")).isEqualTo(401);
    assertThat(with("", HttpMethod.GET, "/api/v1/plans")).isEqualTo(401);

    String clerk = console.box.people.operators().named("clerk").orElseThrow().id();
    console.box.people.operators().disable(clerk, true);
    assertThat(with(wide, HttpMethod.GET, "/api/v1/plans")).isEqualTo(401);
    console.box.people.operators().disable(clerk, false);
    assertThat(with(wide, HttpMethod.GET, "/api/v1/plans")).isEqualTo(200);
    console.box.boot.advanceSeconds(30 * 86_400);
    assertThat(with(wide, HttpMethod.GET, "/api/v1/plans")).as("over").isEqualTo(401);
  }

  @Test
  void a_change_of_the_role_ends_the_logins_and_the_last_owner_stays() {
    console.firstLogin();
    Operators.Listed clerk = take("clerk", Role.ADMIN);
    Browser browser = console.browser();
    browser.cookies.put(
        Guard.LOGIN_COOKIE,
        console.logins.open(new Operator(clerk.id(), "clerk", Role.ADMIN, false), "127.0.0.1"));
    assertThat(browser.get("/plans/new").status()).isEqualTo(200);
    Browser owner = console.signedIn("admin");
    owner.post("/people/" + clerk.id() + "/role", "role", "VIEWER");
    assertThat(browser.get("/plans").location()).isEqualTo("/login");

    String admin = console.box.people.operators().named("admin").orElseThrow().id();
    for (String action : List.of("remove", "disable")) {
      assertThat(owner.post("/people/" + admin + "/" + action).status()).isEqualTo(409);
    }
    assertThat(owner.post("/people/" + admin + "/role", "role", "ADMIN").status()).isEqualTo(409);
    assertThat(console.box.people.operators().all())
        .extracting(Operators.Listed::role)
        .contains(Role.SUPER_ADMIN);
  }

  @Test
  void nobody_ends_anothers_login_or_token_but_an_owner() {
    String token = token("boss", Role.ADMIN, Role.ADMIN);
    console.logins.open(new Operator("boss-1", "boss", Role.ADMIN, false), "127.0.0.1");
    String login =
        console.logins.list().stream()
            .filter(one -> one.operator().equals("boss"))
            .findFirst()
            .orElseThrow()
            .id();
    String id = console.box.people.tokens().all().getFirst().id();
    Browser clerk = console.signedIn("clerk", Role.ADMIN);
    assertThat(clerk.post("/account/logins/" + login + "/end").status()).isEqualTo(404);
    assertThat(clerk.post("/account/tokens/" + id + "/revoke").status()).isEqualTo(404);
    assertThat(clerk.get("/api/v1/tokens").body()).doesNotContain(id);
    assertThat(clerk.get("/api/v1/logins").body()).doesNotContain(login);
    assertThat(with(token, HttpMethod.GET, "/api/v1/plans")).isEqualTo(200);
    Browser owner = console.signedIn("owner");
    owner.post("/people/logins/" + login + "/end");
    owner.post("/people/tokens/" + id + "/revoke");
    assertThat(console.logins.list()).extracting(one -> one.operator()).doesNotContain("boss");
    assertThat(with(token, HttpMethod.GET, "/api/v1/plans")).isEqualTo(401);
  }

  @Test
  void the_allow_list_keeps_others_out_and_nobody_locks_themselves_out() {
    Browser owner = console.signedIn("owner");
    Seen wrong = owner.post("/people/allow-list", "networks", "10.9.0.0/24");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("you would lock yourself out");
    assertThat(owner.post("/people/allow-list", "networks", "nonsense").status()).isEqualTo(422);
    assertThat(console.box.people.allowed().networks()).isEmpty();
    assertThat(owner.post("/people/allow-list", "networks", "127.0.0.1, 10.9.0.0/24").location())
        .endsWith("allow-list-changed");
    assertThat(owner.get("/", "X-Forwarded-For", "10.1.1.1").status()).isEqualTo(200);
    console.box.people.allowed().replace(List.of("10.9.0.0/24"), "10.9.0.7");
    for (Way way : ways()) {
      assertThat(owner.ask(way.method(), way.asked(), "", "X-Forwarded-For", "10.9.0.7").status())
          .as("%s from elsewhere", way)
          .isEqualTo(403);
    }
    console.box.people.allowed().replace(List.of(), "socket");
    assertThat(owner.get("/").status()).isEqualTo(200);
  }

  @Test
  void what_is_read_off_a_page_of_people_names_no_way_in() {
    Browser owner = console.signedIn("owner");
    String cookie = owner.cookies.get(Guard.LOGIN_COOKIE);
    String page = owner.get("/people").body() + owner.get("/account").body();
    assertThat(page).doesNotContain(cookie);
    Seen made = owner.post("/people", "name", "Amina", "role", "STAFF");
    assertThat(made.body()).contains("First password of Amina");
    assertThat(owner.get("/people").body()).contains("Amina").doesNotContain("First password of");
    assertThat(owner.post("/people", "name", "Amina", "role", "STAFF").status()).isEqualTo(422);
    assertThat(owner.post("/people", "name", "<b>", "role", "STAFF").status()).isEqualTo(422);
    assertThat(owner.get("/audit?action=operator.").body()).contains("operator.add", "Amina STAFF");
  }
}
