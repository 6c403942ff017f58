package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.lab.Books;
import io.gatehouse.lab.box.HubNode;
import io.gatehouse.lab.net.Run;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.Phone;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A box and its hub, each the built product by its units, told by their command lines alone. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String BOX = "cafe";

  private static Hotspot hotspot;
  private static HubNode hub;

  @BeforeAll
  static void up() {
    hotspot = Hotspot.prepared(4, Hotspot.QUICK.copy());
    hub = hotspot.lab().hub();
    hub.start();
    hotspot.start();
  }

  @AfterAll
  static void down() {
    try {
      Files.writeString(hotspot.dump("FleetIT").resolve("hub.log"), hub.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      hotspot.close();
    }
  }

  private static JsonNode box(String... words) {
    return hotspot.box().words().ask(words);
  }

  private static Run typedAtTheHub(String... words) {
    Run run = hub.words().type(words);
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    return run;
  }

  private static JsonNode link() {
    return hotspot.box().words().get("/link");
  }

  private static Books books() {
    return Books.equal(hotspot.box(), hub, BOX, LIMIT);
  }

  private static Phone paid(int guest) {
    Phone phone = hotspot.paid(guest);
    assertThat(phone.online()).isTrue();
    return phone;
  }

  private static Run join(String claim) {
    return hotspot.box().words().type("join", "--hub", HubNode.URL, "--claim", claim);
  }

  private static String claim() {
    return hub.words().ask("claim", BOX).path("claim").asText();
  }

  private static void awaitUp() {
    Waiting.until(LIMIT, "the hub being reached", () -> link().path("up").asBoolean());
  }

  @Test
  @Order(1)
  void a_box_joins_by_the_claim_that_its_hub_has_made_and_by_no_other() {
    assertThat(box("link").path("joined").asBoolean()).isFalse();
    assertThat(typedAtTheHub("box", "add", BOX).out()).contains("gatehouse hub claim " + BOX);
    String wrong = claim();
    String claim = claim();

    Run refused = join(wrong);
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("does not know the claim");
    Run joined = join(claim);

    assertThat(joined.exit()).as(joined.err()).isZero();
    assertThat(joined.out()).contains(HubNode.URL);
    awaitUp();
    JsonNode shown = hub.words().ask("box", "show", BOX);
    assertThat(shown.path("ownName").asText()).isEqualTo(hotspot.get("/status").getString("box"));
    assertThat(shown.path("trouble").asText()).isEmpty();
    assertThat(typedAtTheHub("box", "list").out()).contains(BOX).doesNotContain("never");
    assertThat(join(claim).err()).contains("this box belongs to " + HubNode.URL);
  }

  @Test
  @Order(2)
  void what_a_guest_does_is_at_the_hub_once() {
    Phone phone = paid(1);

    Books books = books();

    assertThat(books.count("SessionOpened")).isEqualTo(1);
    JsonNode facts = hub.words().ask("box", "facts", BOX, "--max", "1000").path("items");
    String mac = hotspot.lab().mac(phone.node()).toString();
    assertThat(facts).filteredOn(fact -> fact.toString().contains(mac)).isNotEmpty();
    assertThat(facts.size()).isGreaterThanOrEqualTo(books.hub().size());
  }

  @Test
  @Order(3)
  void settings_of_the_hub_are_on_the_box_and_how_they_ended_is_at_the_hub() {
    JsonObject wish =
        new JsonObject()
            .put("branding", new JsonObject().put("siteName", "The Blue Heron"))
            .put("guest", new JsonObject().put("lastLease", "10.20.5.250"));
    typedAtTheHub("box", "set", BOX, wish.encode());
    awaitOutcome("KEPT");

    Phone phone = hotspot.joined(2);
    assertThat(phone.get(Phone.PORTAL + "/").body()).contains("The Blue Heron");
    assertThat(lan()).contains("10.20.5.250");
    assertThat(hotspot.get("/settings/state").containsKey("pending")).isFalse();
    assertThat(box("link").path("outcome").asText()).isEqualTo("KEPT");

    typedAtTheHub("box", "set", BOX, "{\"guest\": {\"lastLease\": \"the moon\"}}");
    JsonNode refused = awaitOutcome("REFUSED");
    assertThat(refused.path("note").asText()).contains("guest.lastLease");
    assertThat(phone.get(Phone.PORTAL + "/").body()).contains("The Blue Heron");
  }

  private static String lan() {
    try {
      return Files.readString(hotspot.box().etc().resolve("dnsmasq-lan.conf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode awaitOutcome(String outcome) {
    Waiting.until(
        LIMIT,
        "the hub's word of " + outcome,
        () ->
            hub.words()
                .get("/boxes/" + BOX + "/settings")
                .path("items")
                .path(0)
                .path("outcome")
                .asText()
                .equals(outcome));
    JsonNode newest = hub.words().ask("box", "settings", BOX).path("items").path(0);
    assertThat(newest.path("outcome").asText()).isEqualTo(outcome);
    return newest;
  }

  @Test
  @Order(4)
  void orders_of_the_hub_are_done_by_the_box_and_what_it_will_not_do_is_said() {
    Phone phone = hotspot.phone(1);
    assertThat(phone.online()).isTrue();
    String session = hotspot.session(phone).orElseThrow().getString("id");
    typedAtTheHub("box", "order", BOX, "END_SESSION", session);
    Waiting.until(LIMIT, "the end of the session", () -> hotspot.session(phone).isEmpty());
    hotspot.assertOffline(phone);

    long before = hotspot.box().machinePid(UnitName.DNSMASQ_LAN);
    typedAtTheHub("box", "order", BOX, "RESTART", UnitName.DNSMASQ_LAN.text());
    typedAtTheHub("box", "order", BOX, "RESTART", "gatehouse-edge");
    typedAtTheHub("box", "order", BOX, "LOOK");
    Waiting.until(LIMIT, "the last order's end", () -> outcomes().startsWith("DONE"));

    assertThat(outcomes()).isEqualTo("DONE REFUSED DONE DONE");
    assertThat(hotspot.box().machinePid(UnitName.DNSMASQ_LAN)).isNotEqualTo(before);
    assertThat(typedAtTheHub("box", "orders", BOX).out())
        .contains("not a daemon of this box")
        .contains("0 sessions");
    Run shell = hub.words().type("box", "order", BOX, "RESTART", "x; reboot");
    assertThat(shell.exit()).isNotZero();
    assertThat(shell.err()).contains("the name of a unit");
  }

  private static String outcomes() {
    StringBuilder outcomes = new StringBuilder();
    for (JsonNode order : hub.words().get("/boxes/" + BOX + "/orders").path("items")) {
      outcomes.append(order.path("outcome").asText()).append(' ');
    }
    return outcomes.toString().strip();
  }

  @Test
  @Order(5)
  void vouchers_of_the_hub_are_good_at_the_box_and_revoked_ones_end_there() {
    String plan =
        hub.words()
            .ask("plan", "save", "--name", "Roaming", "--price", "1", "--currency", "USD")
            .path("id")
            .asText();
    JsonNode batch = hub.words().ask("voucher", "make", "--plan", plan, "--count", "2");
    Waiting.until(LIMIT, "the hub's plan", () -> hotspot.get("/plans").toString().contains(plan));
    Phone phone = hotspot.joined(1);
    phone.redeem(batch.path("codes").path(0).path("code").asText());
    assertThat(phone.online()).isTrue();
    Waiting.until(
        LIMIT,
        "the sale at the hub",
        () -> typedAtTheHub("voucher", "redeemed", "512").out().contains("HOLDS"));

    typedAtTheHub("voucher", "revoke", "512");

    Waiting.until(LIMIT, "the end of the session", () -> hotspot.session(phone).isEmpty());
    hotspot.assertOffline(phone);
    assertThat(typedAtTheHub("voucher", "list").out()).contains("revoked");
  }

  @Test
  @Order(6)
  void guests_are_let_in_while_the_hub_is_away_and_the_books_are_equal_once_it_is_back() {
    hub.stop();
    paid(2);
    hub.reachable(false);
    hub.start();
    // The control: what the hub cannot have yet is seen to be missing.
    Books apart = Books.look(hotspot.box(), hub, BOX);
    assertThat(apart.equal()).isFalse();
    assertThat(apart.missing()).anyMatch(line -> line.contains(" SessionOpened "));
    hub.reachable(true);
    Books again = books();
    assertThat(again.count("SessionOpened")).isEqualTo(3);

    hub.kill();
    paid(3);
    assertThat(books().count("SessionOpened")).isEqualTo(4);
    awaitUp();
  }

  @Test
  @Order(7)
  void a_box_whose_certificate_was_taken_back_is_refused_serves_its_guests_and_joins_again() {
    long begun = System.nanoTime();
    assertThat(typedAtTheHub("box", "revoke", BOX).out()).contains("1 certificates");
    Waiting.until(
        Duration.ofSeconds(60), "the box being refused", () -> !link().path("up").asBoolean());
    assertThat(link().path("detail").asText()).contains("taken the box's certificate back");
    System.err.printf("refused %.1f s after the revocation%n", (System.nanoTime() - begun) / 1e9);
    paid(4);
    assertThat(Books.look(hotspot.box(), hub, BOX).count("SessionOpened")).isEqualTo(4);

    assertThat(box("link", "leave").path("joined").asBoolean()).isFalse();
    Run joined = join(claim());

    assertThat(joined.exit()).as(joined.err()).isZero();
    assertThat(books().count("SessionOpened")).isEqualTo(5);
  }
}
