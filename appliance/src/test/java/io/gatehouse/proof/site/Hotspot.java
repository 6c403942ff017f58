package io.gatehouse.proof.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.LabOptions;
import io.gatehouse.lab.box.BoxNode;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Run;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.units.UnitName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A lab whose box runs the built product, and the operator's words to it over its own socket. */
public final class Hotspot implements AutoCloseable {
  /** Short sampling, so that proofs need not wait for what a real box does each ten seconds. */
  public static final JsonObject QUICK =
      new JsonObject()
          .put("version", 1)
          .put(
              "sampling",
              new JsonObject()
                  .put("countersSeconds", 1)
                  .put("durableSeconds", 3)
                  .put("staleSeconds", 60));

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Lab lab;
  private int plans;

  private Hotspot(Lab lab) {
    this.lab = lab;
  }

  /** Wired and configured, nothing started. */
  public static Hotspot prepared(int guests, JsonObject settings) {
    Lab lab = Lab.up(LabOptions.guests(guests));
    try {
      Files.writeString(lab.box().data().resolve("settings.json"), settings.encodePrettily());
    } catch (IOException e) {
      lab.close();
      throw new UncheckedIOException(e);
    }
    return new Hotspot(lab);
  }

  /** Running, with a portal that answers. */
  static Hotspot open(int guests, JsonObject settings) {
    Hotspot hotspot = prepared(guests, settings);
    try {
      hotspot.start();
      return hotspot;
    } catch (RuntimeException e) {
      hotspot.dump("start");
      hotspot.close();
      throw e;
    }
  }

  public void start() {
    box().startUnits();
    awaitPortal();
    awaitApi();
  }

  public void awaitPortal() {
    Waiting.until(
        LIMIT,
        "the portal's answer",
        () -> inBox("curl", "-s", "-o", "/dev/null", "--max-time", "2", Phone.PORTAL + "/").ok());
  }

  public void awaitApi() {
    Waiting.until(LIMIT, "the API's answer", () -> ask("GET", "/status", null).status() == 200);
  }

  public Lab lab() {
    return lab;
  }

  public BoxNode box() {
    return lab.box();
  }

  public Phone phone(int guest) {
    return new Phone(lab, "g" + guest);
  }

  /** A device that has joined the network. */
  public Phone joined(int guest) {
    Phone phone = phone(guest);
    phone.join();
    return phone;
  }

  public Run inBox(String... argv) {
    return lab.run("box", LIMIT, argv);
  }

  private Reply ask(String method, String path, JsonObject body) {
    List<String> argv = new ArrayList<>(List.of("curl", "-sS", "-i", "--max-time", "20"));
    argv.addAll(List.of("--unix-socket", box().apiSocket().toString(), "-X", method));
    if (body != null) {
      argv.addAll(List.of("-H", "Content-Type: application/json", "-d", body.encode()));
    }
    argv.add("http://localhost/api/v1" + path);
    Command.Outcome outcome = new Command(LIMIT, argv).run();
    return Reply.parse(outcome.out(), outcome.err());
  }

  private JsonObject must(String method, String path, JsonObject body) {
    Reply reply = ask(method, path, body);
    if (reply.status() < 200 || reply.status() > 299) {
      throw new LabException(method + " " + path + " was refused: " + reply);
    }
    return new JsonObject(reply.body());
  }

  public JsonObject get(String path) {
    return must("GET", path, null);
  }

  public JsonObject post(String path, JsonObject body) {
    return must("POST", path, body);
  }

  /** Saves a free-form plan, active and of its own name unless the fields say otherwise. */
  public String plan(JsonObject fields) {
    JsonObject plan =
        new JsonObject()
            .put("name", "Plan " + ++plans)
            .put("price", new JsonObject().put("minor", 500).put("currency", "TZS"))
            .put("seconds", 3_600)
            .mergeIn(fields);
    return post("/plans", plan).getString("id");
  }

  /** One fresh voucher's code. */
  public String code(String planId) {
    return mint(planId, 1).getFirst().getString("code");
  }

  /** Fresh vouchers: {@code voucherId} and {@code code} of each. */
  public List<JsonObject> mint(String planId, int count) {
    JsonArray codes =
        post("/vouchers", new JsonObject().put("planId", planId).put("count", count))
            .getJsonArray("codes");
    return codes.stream().map(JsonObject.class::cast).toList();
  }

  /** The open or paused session of the node's device. */
  public Optional<JsonObject> session(Phone phone) {
    String mac = lab.mac(phone.node()).toString();
    return sessions().stream().filter(s -> s.getString("mac").equals(mac)).findFirst();
  }

  public List<JsonObject> sessions() {
    return get("/sessions?max=1000").getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  /** A guest with a paid hour at no limited speed. */
  public Phone paid(int guest) {
    Phone phone = joined(guest);
    phone.redeemAndGoOnline(code(plan(new JsonObject())));
    return phone;
  }

  public void end(Phone phone) {
    JsonObject session = session(phone).orElseThrow();
    post("/sessions/" + session.getString("id") + "/end", null);
  }

  /** Facts of the journal, newest first. */
  public List<JsonObject> journal(int max) {
    return get("/journal?max=" + max).getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  /** Writes down for people what the box said and held: logs, rules, sets, sessions. */
  public Path dump(String name) {
    Path folder = Outputs.folder("proof-logs").resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"));
    try {
      Files.createDirectories(folder);
      for (UnitName unit : BoxNode.ALL_UNITS) {
        Files.writeString(folder.resolve(unit + ".log"), box().log(unit));
      }
      for (String command :
          List.of("iptables-save -c", "ipset list", "ip rule", "ip neigh", "conntrack -L")) {
        Run run = inBox(command.split(" ", -1));
        Files.writeString(
            folder.resolve(command.replace(' ', '-') + ".txt"), run.out() + run.err());
      }
      Files.writeString(folder.resolve("status.json"), ask("GET", "/status", null).body());
      Files.writeString(folder.resolve("sessions.json"), ask("GET", "/sessions", null).body());
      Files.writeString(
          folder.resolve("journal.json"), ask("GET", "/journal?max=200", null).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.err.println("logs of the box: " + folder.toAbsolutePath());
    return folder;
  }

  public void assertOffline(Phone phone) {
    assertThat(phone.online()).as(phone.node() + " is online").isFalse();
  }

  @Override
  public void close() {
    lab.close();
  }
}
