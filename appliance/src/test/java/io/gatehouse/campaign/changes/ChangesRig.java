package io.gatehouse.campaign.changes;

import io.gatehouse.campaign.BoxApi;
import io.gatehouse.campaign.PortalGuest;
import io.gatehouse.campaign.RunningBox;
import io.gatehouse.lab.Lab;
import io.gatehouse.lab.air.FakeAir;
import io.gatehouse.lab.box.BoxNode;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.box.WardenBox;
import io.gatehouse.platform.units.RunnerUnits;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.BoxFile;
import io.gatehouse.warden.verb.LoadFirewall;
import io.gatehouse.warden.verb.Query;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A box with two installers who want to reach it: one at a wire of the management network, one in
 * the (fake) air. Wrong changes are made, and both have to be back.
 */
final class ChangesRig implements AutoCloseable {
  static final String PASSPHRASE = "the installer knows";
  private static final String SSID = "DeviceManager";
  private static final String WIRED = "mgmt";
  private static final String IN_THE_AIR = "g2";
  private static final String CONSOLE = "192.168.4.1";
  private static final Duration SHORT = Duration.ofSeconds(20);

  private static final int OUT_OF_THE_AIR_MILLIS = 1_500;

  /** So long that the look whether the rules do shut the installer out comes in time. */
  private static final int LEAST_SHUT_SECONDS = 15;

  /** What machinery may add to the deadline: starts of the edge on a busy machine. */
  private static final Duration ADDED = Duration.ofSeconds(90);

  private final RunningBox box;
  private final FakeAir air;

  private ChangesRig(RunningBox box, FakeAir air) {
    this.box = box;
    this.air = air;
  }

  static ChangesRig up() {
    return up(lab -> {});
  }

  /**
   * @param prepare may lay a hole before the box starts
   */
  static ChangesRig up(Consumer<Lab> prepare) {
    FakeAir[] made = new FakeAir[1];
    JsonObject settings = new JsonObject().put("version", 1).put("wifi", air(PASSPHRASE));
    RunningBox box =
        RunningBox.up(
            2,
            settings,
            lab -> {
              prepare.accept(lab);
              made[0] = FakeAir.over(lab);
              made[0].wants(IN_THE_AIR, SSID, PASSPHRASE);
            });
    ChangesRig rig = new ChangesRig(box, made[0]);
    try {
      rig.settled();
      box.lab().lease(WIRED);
      Waiting.until(SHORT, "the installer's network in the air", () -> rig.air.joined(IN_THE_AIR));
      box.lab().lease(IN_THE_AIR);
      return rig;
    } catch (RuntimeException e) {
      box.tellLogs();
      rig.close();
      throw e;
    }
  }

  static JsonObject air(String passphrase) {
    return new JsonObject()
        .put("country", "TZ")
        .put("networks", WrongChange.only(WrongChange.network(SSID, passphrase)));
  }

  Lab lab() {
    return box.lab();
  }

  BoxApi api() {
    return box.api();
  }

  private void settled() {
    Waiting.until(ADDED, "settings in place", () -> tree(good()).size() > 5 && noMarker());
  }

  /** Makes the change and does the deed; returns what is wrong once the box had its time. */
  List<String> cycle(Moment moment) {
    long revision = api().get("/settings/state").getLong("revision");
    long start = System.nanoTime();
    List<String> wrong = new ArrayList<>(make(moment, revision));
    wrong.addAll(verdict(revision, start, Duration.ofSeconds(moment.seconds()).plus(ADDED)));
    return wrong;
  }

  /** As {@link #cycle} on a box that is expected to be lost: does not wait for it for long. */
  List<String> lost(Moment moment) {
    long revision = api().get("/settings/state").getLong("revision");
    make(moment, revision);
    return verdict(revision, System.nanoTime(), Duration.ofSeconds(moment.seconds() + 25L));
  }

  /** What the box said that it must not say: a change that it never took proves nothing. */
  private List<String> make(Moment moment, long revision) {
    if (moment.change() == WrongChange.FIREWALL_WITHOUT_MANAGEMENT) {
      pastTheSettings(revision + 1_000, Math.max(LEAST_SHUT_SECONDS, moment.seconds()));
      return List.of();
    }
    PortalGuest.Sent[] said = new PortalGuest.Sent[1];
    Thread sender = Thread.ofVirtual().start(() -> said[0] = send(moment, revision));
    if (moment.change().isDeed()) {
      pause(moment.deedMillis());
      switch (moment.change()) {
        case EDGE_KILLED -> kill(UnitName.EDGE);
        case WARDEN_KILLED -> kill(UnitName.WARDEN);
        default -> restart();
      }
    }
    join(sender);
    return moment.change().takes(said[0])
        ? List.of()
        : List.of("the change was answered otherwise than it should be: " + said[0]);
  }

  private PortalGuest.Sent send(Moment moment, long revision) {
    return api()
        .tell(
            "/settings",
            new JsonObject()
                .put("revision", revision)
                .put("seconds", moment.seconds())
                .put("change", moment.change().document(moment.draw())));
  }

  /** A client in the air that asks the box for signs of life. */
  Pings pings() {
    return new Pings(lab(), IN_THE_AIR, CONSOLE);
  }

  /** The access point's process. */
  String hostapd() {
    return pid(UnitName.HOSTAPD);
  }

  String pid(UnitName unit) {
    return new RunnerUnits(lab().file("units.sock")).pid(unit);
  }

  void restartAccessPoint() {
    lab().box().units().stop(UnitName.HOSTAPD);
    pause(OUT_OF_THE_AIR_MILLIS);
    lab().box().units().start(UnitName.HOSTAPD);
    pause(OUT_OF_THE_AIR_MILLIS);
  }

  /** Changes the settings and confirms it; what went wrong. */
  List<String> confirmed(JsonObject change) {
    JsonObject answer =
        api()
            .create("/settings", new JsonObject().put("revision", inForce()).put("change", change));
    if (!answer.getBoolean("waiting")) {
      return List.of("nothing waited to be confirmed: " + answer);
    }
    long revision = answer.getLong("revision");
    JsonObject kept = api().post("/revisions/" + revision + "/confirm");
    return kept.getString("state").equals("CONFIRMED")
        ? List.of()
        : List.of("it was not confirmed: " + kept);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void restart() {
    lab().box().reboot();
    lab().box().startUnits();
  }

  /** A victim that is just being started again has no process; that is a moment too. */
  void kill(UnitName unit) {
    try {
      lab().box().kill(unit);
    } catch (LabException nobody) {
      return;
    }
  }

  private void pastTheSettings(long revision, int seconds) {
    try (WardenBox warden = new WardenBox(lab().file("box/run/warden.sock"), SHORT)) {
      Path staged = lab().box().data().resolve("staged");
      // A box has only the files of what it does: none of PPPoE here.
      Set<BoxFile> there = EnumSet.noneOf(BoxFile.class);
      for (BoxFile file : BoxFile.values()) {
        Path from = lab().box().etc().resolve(file.path());
        if (Files.exists(from)) {
          there.add(file);
          Files.createDirectories(staged.resolve(file.path()).getParent());
          Files.copy(from, staged.resolve(file.path()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Path rules = staged.resolve(BoxFile.FIREWALL_V4.path());
      List<String> shut =
          Files.readAllLines(rules).stream().filter(l -> !l.contains("-i br-mgmt")).toList();
      Files.write(rules, shut);
      hand(staged, lab().box().data());
      Reply applied = warden.call(new Apply(revision, seconds, false, there));
      Reply loaded = warden.call(new LoadFirewall());
      if (!(applied instanceof Reply.Done) || !(loaded instanceof Reply.Done)) {
        throw new LabException("the root side did not take the rules: " + applied + ", " + loaded);
      }
      // An edge that is just putting its settings in place takes back at once what it does not
      // know.
      if (reached(WIRED) && !noMarker()) {
        throw new LabException("rules without the management network shut nobody out");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As if the edge had staged it: what is root's it could not write over from then on. */
  private static void hand(Path staged, Path data) throws IOException {
    try (Stream<Path> all = Files.walk(staged)) {
      for (Path path : all.toList()) {
        Files.setOwner(path, Files.getOwner(data));
      }
    }
  }

  /** Whether the root side answers, as it does not for a moment after it was ended. */
  boolean wardenAnswers() {
    try (WardenBox warden = new WardenBox(lab().file("box/run/warden.sock"), SHORT)) {
      return warden.call(new Query.Drift()) instanceof Reply.Done;
    }
  }

  /** Waits until nothing is under way, then looks from outside. */
  List<String> verdict(long lastGood, long start, Duration limit) {
    List<String> wrong = new ArrayList<>();
    try {
      Waiting.until(left(start, limit), "the end of the change", () -> noMarker() && !pending());
      Waiting.until(left(start, limit), "the installer at the wire", () -> reached(WIRED));
      Waiting.until(left(start, limit), "the installer in the air", () -> reached(IN_THE_AIR));
      lab().renew(WIRED);
    } catch (LabException notBack) {
      wrong.add(notBack.getMessage());
      System.err.println(between(WIRED) + between(IN_THE_AIR));
    }
    if (!tree(lab().box().etc()).equals(tree(good()))) {
      wrong.add("the box's files are not those that were confirmed last");
    }
    long now = toldInForce(start, limit);
    if (now != lastGood) {
      wrong.add("revision " + now + " is in force instead of " + lastGood);
    }
    return wrong;
  }

  private static Duration left(long start, Duration limit) {
    Duration left = limit.minusNanos(System.nanoTime() - start);
    return left.isNegative() ? Duration.ofSeconds(1) : left;
  }

  /** An edge that starts anew for what was taken back tells it a little later. */
  private long toldInForce(long start, Duration limit) {
    try {
      Waiting.until(left(start, limit), "the edge's word", () -> !pending() && inForce() >= 0);
    } catch (LabException silent) {
      return -1;
    }
    return inForce();
  }

  long inForce() {
    try {
      return api().get("/settings/state").getLong("revision");
    } catch (IllegalStateException silent) {
      return -1;
    }
  }

  /** An edge that does not answer has not said that nothing waits. */
  boolean pending() {
    try {
      return api().get("/settings/state").containsKey("pending");
    } catch (IllegalStateException silent) {
      return true;
    }
  }

  boolean noMarker() {
    return !lab().run("box", SHORT, "test", "-e", "/var/lib/gatehouse-rollout/marker").ok();
  }

  private boolean reached(String node) {
    String page = "https://" + CONSOLE + "/login";
    return lab().run(node, SHORT, "curl", "-sk", "-m", "5", "-o", "/dev/null", page).ok();
  }

  /** What stands between an installer and the box, for people. */
  private String between(String node) {
    String look = "ip -br address; ip neigh; curl -skv -m 10 -o /dev/null https://" + CONSOLE;
    String inside = "ip -br address; ip -br link; iptables-save | grep management; ss -tln";
    return "\n%s:\n%s\nbox:\n%s"
        .formatted(node, said(node, look + " 2>&1; true"), said("box", inside + " 2>&1; true"));
  }

  private String said(String node, String script) {
    return lab().run(node, SHORT, "sh", "-c", script).out();
  }

  Path good() {
    return lab().inside("/var/lib/gatehouse-rollout/good");
  }

  /** Text by name of what settings decide in a folder. */
  static Map<String, String> tree(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    for (BoxFile file : BoxFile.values()) {
      Path path = folder.resolve(file.path());
      try {
        if (Files.exists(path)) {
          texts.put(file.path(), Files.readString(path));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last words of the box's units, for people. */
  void tellLogs() {
    for (UnitName unit : BoxNode.ALL_UNITS) {
      List<String> lines = lab().box().log(unit).lines().toList();
      System.err.println("--- " + unit);
      lines.subList(Math.max(0, lines.size() - 25), lines.size()).forEach(System.err::println);
    }
  }

  @Override
  public void close() {
    box.close();
  }
}
