package io.gatehouse.campaign.changes;

import io.gatehouse.campaign.PortalGuest;
import io.gatehouse.lab.Lab;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.RunnerUnits;
import io.gatehouse.platform.units.UnitName;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Cuts a change that is sent and confirmed after one of its steps, and judges the end. */
final class CutRig implements AutoCloseable {
  private static final int SECONDS = 20;

  /** A traced change on a busy machine takes its time, and has to come to its end. */
  private static final int UNHURRIED_SECONDS = 600;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(90);

  private final ChangesRig rig;
  private int draw;

  private CutRig(ChangesRig rig) {
    this.rig = rig;
  }

  static CutRig up() {
    return new CutRig(ChangesRig.up());
  }

  static CutRig up(Consumer<Lab> prepare) {
    return new CutRig(ChangesRig.up(prepare));
  }

  /**
   * The steps of a whole change, as one was seen to take them. Of the copies that make a tree only
   * the first and the last are kept: between them nothing reads any.
   */
  List<Step> steps() {
    String spare = spareTree();
    List<Step> all;
    try (Tracer tracer = Tracer.lists(rig.lab())) {
      sendAndConfirm(UNHURRIED_SECONDS);
      all = tracer.steps(spare);
    }
    Set<Step> kept = new LinkedHashSet<>();
    List<Step> copies = all.stream().filter(s -> s.path().startsWith(Step.HOME + "TREE/")).toList();
    for (Step step : all) {
      if (!copies.contains(step)
          || step.equals(copies.getFirst())
          || step.equals(copies.getLast())) {
        kept.add(step);
      }
    }
    return List.copyOf(kept);
  }

  private String spareTree() {
    try {
      String good = Files.readSymbolicLink(rig.good()).toString();
      return good.equals("a") ? "b" : "a";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a change and confirms it, as far as the box lets us; what it said last. */
  private PortalGuest.Sent sendAndConfirm(int seconds) {
    long revision = rig.inForce();
    JsonObject body =
        new JsonObject()
            .put("revision", revision)
            .put("seconds", seconds)
            .put("change", WrongChange.range(++draw));
    PortalGuest.Sent answer = rig.api().tell("/settings", body);
    if (answer instanceof PortalGuest.Sent.Answered(int status, String text) && status == 200) {
      long sent = new JsonObject(text).getLong("revision");
      return rig.api().tell("/revisions/" + sent + "/confirm", new JsonObject());
    }
    return answer;
  }

  /**
   * What is wrong after the cut; empty where the box ended at the last good or at the confirmed.
   */
  List<String> cut(Step step, Victims victims) {
    Waiting.until(END, "the root side", rig::wardenAnswers);
    Map<String, String> before = ChangesRig.tree(rig.good());
    long last = rig.inForce();
    List<String> wrong = new ArrayList<>();
    try (Tracer tracer = Tracer.freezesAfter(rig.lab(), step, spareTree())) {
      AtomicReference<Object> said = new AtomicReference<>("nothing yet");
      Thread sender = Thread.ofVirtual().start(() -> said.set(sendAndConfirm(SECONDS)));
      try {
        Waiting.until(LIMIT, "the step", tracer::frozen);
      } catch (LabException notReached) {
        wrong.add("the step was not taken: " + notReached.getMessage() + "; the box said " + said);
      }
      victims.units().forEach(this::endWithChildren);
      if (victims == Victims.MACHINE) {
        rig.lab().box().reboot();
      }
      sender.interrupt();
    }
    if (victims == Victims.MACHINE) {
      rig.lab().box().startUnits(List.of(UnitName.REVERT));
      if (!ChangesRig.tree(rig.lab().box().etc()).equals(ChangesRig.tree(rig.good()))) {
        wrong.add("after the revert script alone the files are not the good ones");
      }
      rig.lab().box().startUnits();
    }
    Waiting.until(END, "the edge's answer", () -> rig.api().answers());
    wrong.addAll(judge(before, last));
    return wrong;
  }

  private List<String> judge(Map<String, String> before, long last) {
    long start = System.nanoTime();
    try {
      Waiting.until(END, "the end of the change", () -> rig.noMarker() && !rig.pending());
    } catch (LabException stuck) {
      return List.of(stuck.getMessage());
    }
    long now = rig.inForce();
    List<String> wrong = new ArrayList<>(rig.verdict(now, start, END));
    boolean kept = !ChangesRig.tree(rig.good()).equals(before);
    if (kept != (now != last)) {
      wrong.add(
          "revision " + now + " is in force, but the files are " + (kept ? "new" : "the old ones"));
    }
    return wrong;
  }

  /** As systemd ends a unit: its whole group. */
  private void endWithChildren(UnitName unit) {
    String pid = new RunnerUnits(rig.lab().file("units.sock")).pid(unit);
    String script =
        "end() { for c in $(pgrep -P $1); do end $c; done; kill -KILL $1; }; end " + pid;
    if (!pid.isEmpty()) {
      rig.lab().run("box", LIMIT, "sh", "-c", script);
    }
  }

  void tellLogs() {
    rig.tellLogs();
  }

  @Override
  public void close() {
    rig.close();
  }
}
