package io.gatehouse.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.lab.Lab;
import io.gatehouse.lab.Speed;
import io.gatehouse.lab.Web;
import io.gatehouse.lab.Web.Page;
import io.gatehouse.lab.box.BoxNode;
import io.gatehouse.lab.net.Internet;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.LeaseSeen;
import io.gatehouse.lab.net.Waiting;
import java.time.Duration;
import java.util.Map;

/** A guest's way from joining the network to the end of a short plan, all of it for real. */
final class Demo {
  static final String PORTAL = "http://10.20.0.1/";
  private static final int PLAN_SECONDS = 25;
  private static final int DOWN_KBPS = 8_000;
  private static final int UP_KBPS = 2_000;
  private static final String APPLE = "http://captive.apple.com/hotspot-detect.html";
  private static final String ANDROID = "http://connectivitycheck.gstatic.com/generate_204";
  private static final String SITE = "http://www.example.test/";
  private static final Duration LIMIT = Duration.ofSeconds(45);

  private final Lab lab;
  private final Steps steps;
  private final Web web;
  private String code;
  private Page signIn;
  private long online;

  Demo(Lab lab, Steps steps) {
    this.lab = lab;
    this.steps = steps;
    this.web = lab.web("g1");
  }

  void walk() {
    steps.step("the box starts", this::startBox);
    steps.step("the operator makes a plan and a voucher", this::mint);
    steps.step("a guest joins the network", this::join);
    steps.step("nothing of the internet is reached", this::closed);
    steps.step("the phone's probes are turned", this::probed);
    steps.step("the sign-in page opens", this::page);
    steps.step("the code is entered", this::enter);
    steps.step("the internet is there", this::reached);
    steps.step("probes and names are true now", this::truth);
    steps.step("download, plan says %.1f Mbit/s".formatted(DOWN_KBPS / 1e3), () -> speed(true));
    steps.step("upload, plan says %.1f Mbit/s".formatted(UP_KBPS / 1e3), () -> speed(false));
    steps.step("the box has counted", this::counted);
    steps.step("the plan of %d s ends".formatted(PLAN_SECONDS), this::ended);
    steps.step("the phone is back at the portal", this::back);
  }

  private String startBox() {
    lab.box().startUnits();
    lab.box().awaitEdge(LIMIT);
    return "firewall, warden, DHCP, two resolvers, edge";
  }

  private String mint() {
    JsonNode plan =
        lab.box()
            .words()
            .ask(
                "plan",
                "save",
                "--name",
                "Demo",
                "--price",
                "1",
                "--currency",
                "USD",
                "--time",
                PLAN_SECONDS + "s",
                "--timing",
                "RUNNING",
                "--down",
                "" + DOWN_KBPS,
                "--up",
                "" + UP_KBPS,
                "--devices",
                "1");
    code = mint(plan.path("id").asText());
    return "code " + code;
  }

  private String mint(String plan) {
    JsonNode minted = lab.box().words().ask("voucher", "mint", "--plan", plan);
    String fresh = minted.path("codes").path(0).path("code").asText();
    Steps.require(!fresh.isEmpty(), minted.toString());
    return fresh;
  }

  /** A voucher of the sample plan of one hour, for whoever looks around afterwards. */
  String spareCode() {
    for (JsonNode plan : lab.box().words().get("/plans").path("items")) {
      if (plan.path("seconds").asInt() == 3_600) {
        return mint(plan.path("id").asText());
      }
    }
    throw new LabException("the box has no sample plan of one hour");
  }

  private String join() {
    LeaseSeen lease = lab.lease("g1", "demo-phone");
    return "%s for %d s".formatted(lease.ip(), lease.seconds());
  }

  private String closed() {
    Page https = web.get("https://www.example.test/");
    Steps.require(https.status() == 0, "HTTPS answered " + https.status());
    boolean ping =
        lab.run("g1", Duration.ofSeconds(5), "ping", "-c", "2", "-W", "1", Internet.WEB).ok();
    Steps.require(!ping, "a ping came back");
    return "no answer by HTTPS, no ping";
  }

  private String probed() {
    for (String probe : new String[] {APPLE, ANDROID}) {
      Page page = web.get(probe);
      Steps.require(
          page.status() == 302 && page.location().startsWith(PORTAL),
          probe + ": " + page.status() + " " + page.location() + page.body());
    }
    return "Apple's and Android's: 302 to " + PORTAL;
  }

  private String page() {
    signIn = web.get(PORTAL);
    Steps.require(signIn.status() == 200 && !signIn.token().isEmpty(), "" + signIn.status());
    return "200, %d bytes".formatted(signIn.body().length());
  }

  private String enter() {
    Page page =
        web.post(PORTAL + "voucher", Map.of("token", signIn.token(), "lang", "en", "code", code));
    Steps.require(page.status() == 303, page.status() + " " + page.body());
    online = System.nanoTime();
    return "accepted";
  }

  private String reached() {
    Page page = web.get(SITE);
    Steps.require(page.body().startsWith("internet: "), page.status() + " " + page.body());
    return page.body().strip();
  }

  private String truth() {
    Page apple = web.get(APPLE);
    Steps.require(apple.body().contains("Success"), apple.status() + " " + apple.location());
    Page android = web.get(ANDROID);
    Steps.require(android.status() == 204, android.status() + " " + android.location());
    String address =
        lab.run("g1", Duration.ofSeconds(5), "dig", "+short", "www.example.test").must().strip();
    Steps.require(address.equals(Internet.WEB), "www.example.test is " + address);
    return "Success, 204, www.example.test is " + address;
  }

  private String speed(boolean down) {
    int plan = down ? DOWN_KBPS : UP_KBPS;
    int kbps = Speed.kbps(lab, "g1", down, 4, down ? 5201 : 5202);
    Steps.require(kbps > plan * 0.75 && kbps < plan * 1.15, kbps + " kbit/s");
    return "%.1f Mbit/s".formatted(kbps / 1e3);
  }

  private String counted() {
    // Looked at every ten seconds; four seconds at each speed have gone through.
    Waiting.until(
        Duration.ofSeconds(15),
        "counted bytes",
        () ->
            session().path("downBytes").asLong() > DOWN_KBPS * 350L
                && session().path("upBytes").asLong() > UP_KBPS * 350L);
    JsonNode session = session();
    return "%.1f MB down, %.1f MB up"
        .formatted(
            session.path("downBytes").asLong() / 1e6, session.path("upBytes").asLong() / 1e6);
  }

  private JsonNode session() {
    return lab.box().words().get("/sessions").path("items").path(0);
  }

  private String ended() {
    Waiting.until(
        Duration.ofSeconds(PLAN_SECONDS + 15L),
        "the end of the plan",
        () -> !web.get(SITE, "--max-time", "1").body().startsWith("internet: "));
    double seconds = (System.nanoTime() - online) / 1e9;
    Steps.require(
        seconds > PLAN_SECONDS - 2 && seconds < PLAN_SECONDS + 5,
        "%.1f s after the code".formatted(seconds));
    return "stopped %.1f s after the code".formatted(seconds);
  }

  private String back() {
    // The kernel stops the guest to the second; the portal learns of it within one more.
    Waiting.until(
        Duration.ofSeconds(4),
        "the probe to be turned again",
        () -> web.get(ANDROID).status() == 302);
    return probed();
  }

  /** What the box's units said last, for whoever has to find out why a step failed. */
  String logs() {
    StringBuilder text = new StringBuilder();
    for (var unit : BoxNode.ALL_UNITS) {
      String log = lab.box().log(unit);
      if (!log.isBlank()) {
        String[] lines = log.split("\n", -1);
        text.append("--- ").append(unit).append('\n');
        for (int i = Math.max(0, lines.length - 12); i < lines.length; i++) {
          text.append(lines[i]).append('\n');
        }
      }
    }
    return text.toString();
  }
}
