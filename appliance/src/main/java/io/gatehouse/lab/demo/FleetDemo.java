package io.gatehouse.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.lab.Books;
import io.gatehouse.lab.Lab;
import io.gatehouse.lab.LabOptions;
import io.gatehouse.lab.Web;
import io.gatehouse.lab.Web.Page;
import io.gatehouse.lab.box.HubNode;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.UnitName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A hub and three boxes, each in a site of its own behind its own NAT: joined by claims, named by
 * the hub, alone while it is away, and with equal books once it is back.
 */
final class FleetDemo implements AutoCloseable {
  private static final List<String> NAMES = List.of("cafe", "hotel", "campus");
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String SITE = "http://www.example.test/";
  private static final String ROW = "  %-8s %8s %8s %8s %8s %9s %12s  %s";

  private final Steps steps;
  private final List<Lab> labs = new ArrayList<>();
  private final Deque<String> codes = new ArrayDeque<>();
  private String first;
  private final boolean postgres;
  private HubNode hub;

  FleetDemo(Steps steps, boolean postgres) {
    this.steps = steps;
    this.postgres = postgres;
  }

  void walk() {
    steps.step("three sites of namespaces are made", this::make);
    steps.step("the hub starts", this::startHub);
    steps.step("three boxes start", this::startBoxes);
    steps.step("each joins by the hub's claim", this::join);
    steps.step("the hub names each box's portal", this::name);
    steps.step("a plan and ten vouchers are made on the hub", this::sell);
    steps.step("a guest is online through " + NAMES.get(1), () -> online(1, "g1"));
    steps.step("no other box takes that voucher", this::once);
    steps.step("all books are equal", this::equal);
    steps.step("the hub is stopped", this::stop);
    steps.step("guests redeem at all boxes meanwhile", this::alone);
    steps.step("the hub is back, and shut off: books differ", this::differ);
    steps.step("it is reached again: all books are equal", this::again);
    table();
  }

  private synchronized String make() {
    for (int i = 0; i < NAMES.size(); i++) {
      labs.add(Lab.up(LabOptions.guests(2)));
      if (i > 0) {
        labs.get(i).reach(labs.getFirst(), i);
      }
    }
    hub = labs.getFirst().hub();
    if (postgres) {
      hub.onPostgres();
    }
    return "an internet each; boxes 2 and 3 reach the hub through NAT";
  }

  private String startHub() {
    hub.start();
    String place = hub.log().lines().filter(line -> line.contains("hub is up")).toList().getLast();
    Steps.require(place.contains("jdbc:postgresql:") == postgres, place);
    return HubNode.URL + (postgres ? ", its books on PostgreSQL" : ", its books in a file");
  }

  private String startBoxes() {
    labs.forEach(lab -> lab.box().startUnits());
    labs.forEach(lab -> lab.box().awaitEdge(LIMIT));
    return "firewall, warden, DHCP, two resolvers, edge each";
  }

  private String join() {
    for (int i = 0; i < NAMES.size(); i++) {
      hub.words().ask("box", "add", NAMES.get(i));
      String claim = hub.words().ask("claim", NAMES.get(i)).path("claim").asText();
      labs.get(i).box().words().ask("join", "--hub", HubNode.URL, "--claim", claim);
    }
    labs.forEach(FleetDemo::awaitUp);
    return String.join(", ", NAMES) + ": up";
  }

  private static void awaitUp(Lab lab) {
    Waiting.until(LIMIT, "the link to the hub", () -> link(lab).path("up").asBoolean());
  }

  private static JsonNode link(Lab lab) {
    return lab.box().words().get("/link");
  }

  private String name() {
    for (String name : NAMES) {
      hub.words().ask("box", "set", name, "{\"branding\": {\"siteName\": \"Fleet " + name + "\"}}");
    }
    NAMES.forEach(
        name -> Waiting.until(LIMIT, "the word of " + name, () -> outcome(name).equals("KEPT")));
    for (int i = 0; i < NAMES.size(); i++) {
      labs.get(i).lease("g1");
      String page = labs.get(i).web("g1").get(Demo.PORTAL).body();
      Steps.require(page.contains("Fleet " + NAMES.get(i)), page);
    }
    return "KEPT by all, and seen by a guest of each";
  }

  private String outcome(String name) {
    return hub.words()
        .get("/boxes/" + name + "/settings")
        .path("items")
        .path(0)
        .path("outcome")
        .asText();
  }

  private String sell() {
    String[] terms = {
      "plan", "save", "--name", "Fleet", "--price", "1", "--currency", "USD", "--time", "1h"
    };
    String plan = hub.words().ask(terms).path("id").asText();
    hub.words()
        .ask("voucher", "make", "--plan", plan, "--count", "10")
        .path("codes")
        .forEach(code -> codes.add(code.path("code").asText()));
    labs.forEach(
        lab ->
            Waiting.until(
                LIMIT,
                "the hub's plan",
                () -> lab.box().words().get("/plans").toString().contains(plan)));
    return codes.size() + " codes, and all boxes sell the plan";
  }

  /** A lease, a voucher of the hub in the portal's form, the internet. */
  private String online(int site, String guest) {
    Lab lab = labs.get(site);
    lab.lease(guest);
    Web web = lab.web(guest);
    String code = codes.remove();
    first = first == null ? code : first;
    Page page = typed(web, code);
    Steps.require(page.status() == 303, page.status() + " " + page.body());
    Page seen = web.get(SITE);
    Steps.require(seen.body().startsWith("internet: "), seen.status() + " " + seen.body());
    return seen.body().strip();
  }

  private static Page typed(Web web, String code) {
    return web.post(
        Demo.PORTAL + "voucher",
        Map.of("token", web.get(Demo.PORTAL).token(), "lang", "en", "code", code));
  }

  /** The spend goes up from one box and down to the others. */
  private String once() {
    Waiting.until(
        LIMIT,
        "the spend at the hub",
        () -> hub.words().get("/batches").path("items").path(0).path("redeemed").asInt() == 1);
    for (int i = 0; i < NAMES.size(); i += 2) {
      Lab lab = labs.get(i);
      Waiting.until(
          LIMIT,
          "the spend at " + NAMES.get(i),
          () -> !lab.box().words().get("/vouchers?state=USED").path("items").isEmpty());
      Page page = typed(lab.web("g1"), first);
      Steps.require(page.body().contains("belongs to another hotspot"), page.body());
      Steps.require(!lab.web("g1").get(SITE).body().startsWith("internet: "), "online");
    }
    return "both others say that it belongs to another hotspot";
  }

  private String equal() {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      Books books = Books.equal(labs.get(i).box(), hub, NAMES.get(i), LIMIT);
      said.add(NAMES.get(i) + " " + books.hub().size());
    }
    return String.join(", ", said) + " facts";
  }

  private String stop() {
    hub.stop();
    labs.forEach(
        lab ->
            Waiting.until(
                LIMIT, "the boxes' notice of it", () -> !link(lab).path("up").asBoolean()));
    return "all three boxes say that the link is down";
  }

  private String alone() {
    for (int i = 0; i < NAMES.size(); i++) {
      online(i, "g2");
    }
    return "3 guests online, no hub";
  }

  private String differ() {
    hub.reachable(false);
    hub.start();
    int missing = 0;
    for (int i = 0; i < NAMES.size(); i++) {
      Books books = Books.look(labs.get(i).box(), hub, NAMES.get(i));
      Steps.require(!books.equal(), NAMES.get(i) + ": equal books without a way to the hub");
      missing += books.missing().size();
    }
    return missing + " facts are missing";
  }

  private String again() {
    hub.reachable(true);
    return equal();
  }

  private void table() {
    System.out.println(
        ROW.formatted(
            "box", "facts", "at hub", "missing", "twice", "sessions", "vouchers", "link"));
    for (int i = 0; i < NAMES.size(); i++) {
      Books books = Books.equal(labs.get(i).box(), hub, NAMES.get(i), LIMIT);
      System.out.println(
          ROW.formatted(
              NAMES.get(i),
              books.box().size(),
              books.hub().size(),
              books.missing().size(),
              books.hub().size() - books.hub().stream().distinct().count(),
              books.count("SessionOpened"),
              books.count("VoucherRedeemed") + " redeemed",
              link(labs.get(i)).path("up").asBoolean() ? "up" : "DOWN"));
    }
  }

  /** What the hub and the boxes' edges said last, for whoever has to find out why a step failed. */
  String logs() {
    StringBuilder text = new StringBuilder();
    if (hub != null) {
      text.append("--- hub\n").append(end(hub.log()));
    }
    for (int i = 0; i < labs.size(); i++) {
      text.append("--- the edge of ").append(NAMES.get(i)).append('\n');
      text.append(end(labs.get(i).box().log(UnitName.EDGE)));
    }
    return text.toString();
  }

  private static String end(String log) {
    List<String> lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size())) + "\n";
  }

  @Override
  public synchronized void close() {
    for (Lab lab : labs.reversed()) {
      try {
        lab.close();
      } catch (LabException e) {
        System.out.println(lab.name() + " did not end: " + e.getMessage());
      }
    }
    labs.clear();
  }
}
